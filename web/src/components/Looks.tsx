import { Button, Empty, Table } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client';
import type { Look } from '../api/types';
import { moment } from '../lib/time';
import { useWords } from '../lib/words';
import { Trouble } from './Trouble';

/** Who opened the files of a submission: asked for, not shown by itself. */
export function Looks({ submission }: { submission: string }) {
  const { t, named, word } = useWords();
  const [open, setOpen] = useState(false);
  const query = useQuery({ queryKey: ['looks', submission], queryFn: () => api.looks(submission), enabled: open });
  if (!open) {
    return (
      <Button type="link" size="small" style={{ paddingInline: 0 }} onClick={() => setOpen(true)}>
        {t('submissions.looks')}
      </Button>
    );
  }
  if (query.error) return <Trouble error={query.error} retry={() => void query.refetch()} />;
  return (
    <Table<Look>
      size="small"
      rowKey="id"
      pagination={false}
      aria-label={t('submissions.looks')}
      loading={query.isLoading}
      dataSource={query.data?.items ?? []}
      locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('submissions.noLooks')} /> }}
      columns={[
        { title: t('submissions.lookedAt'), dataIndex: 'at', render: (value: string) => moment(value) },
        { title: t('submissions.lookedBy'), key: 'user', render: (_, row) => `${named(row.user)} · ${named(row.organisation)}` },
        { title: t('submissions.lookedWay'), dataIndex: 'way', render: (value: string) => word('look', value) },
        { title: t('submit.files'), dataIndex: 'sha256', render: (value: string) => <span className="mono quiet">{value.slice(0, 12)}</span> },
      ]}
    />
  );
}
