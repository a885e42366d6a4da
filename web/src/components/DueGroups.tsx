import { Radio, Table } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client';
import type { DueGroup } from '../api/types';
import { deadline } from '../lib/time';
import { useWords } from '../lib/words';

export const groupings = ['platform', 'class', 'month', 'standing', 'assignee'] as const;
export type Grouping = (typeof groupings)[number];

interface Props {
  by: Grouping;
  filter: Record<string, string | boolean | undefined>;
  onBy: (by: Grouping | undefined) => void;
  /** Narrows the list to one group. */
  onPick: (group: DueGroup) => void;
  withAssignee: boolean;
}

/** How the items of the filter spread; a press on a group narrows the list to it. */
export function DueGroups({ by, filter, onBy, onPick, withAssignee }: Props) {
  const { t, pick, word } = useWords();
  const groups = useQuery({ queryKey: ['dues', 'groups', by, filter], queryFn: () => api.dueGroups({ by, ...filter }) });
  const name = (group: DueGroup) => {
    if (by === 'standing') return word('standing', group.key);
    if (by === 'assignee' && group.key === '') return t('dues.nobody');
    return pick(group.name_zh ?? group.key, group.name_en ?? group.key) || t('app.erased');
  };
  return (
    <>
      <Radio.Group
        size="small"
        optionType="button"
        aria-label={t('dues.groupBy')}
        value={by}
        onChange={(event) => onBy(event.target.value as Grouping)}
        options={groupings.filter((each) => withAssignee || each !== 'assignee').map((value) => ({ value, label: t(`dues.by.${value}`) }))}
      />
      <Table<DueGroup>
        size="small"
        rowKey="key"
        style={{ margin: '8px 0 14px' }}
        aria-label={t('dues.groups')}
        loading={groups.isLoading}
        dataSource={groups.data?.items}
        pagination={(groups.data?.items.length ?? 0) > 12 ? { pageSize: 12, size: 'small', showSizeChanger: false } : false}
        scroll={{ x: true }}
        columns={[
          {
            title: t(`dues.by.${by}`), key: 'name',
            render: (_, group) => (
              <button type="button" className="link" onClick={() => onPick(group)}>
                {name(group)}
              </button>
            ),
          },
          { title: t('dues.waiting'), dataIndex: 'waiting', align: 'right', width: 90 },
          { title: t('app.overdue'), dataIndex: 'overdue', align: 'right', width: 90, render: (value: number) => <span className={value > 0 ? 'bad' : ''}>{value}</span> },
          { title: t('dues.sentBack'), dataIndex: 'returned', align: 'right', width: 110, render: (value: number) => <span className={value > 0 ? 'bad' : ''}>{value}</span> },
          { title: t('dues.all'), dataIndex: 'total', align: 'right', width: 90 },
          { title: t('dues.earliest'), dataIndex: 'earliest', width: 170, render: (value: string | null) => deadline(value) },
        ]}
      />
    </>
  );
}
