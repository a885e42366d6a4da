import { Table } from 'antd';
import { Link } from 'react-router';
import type { Nonconformity } from '../api/types';
import { useWords } from '../lib/words';
import { State } from './State';

export function Nonconformities({ items, link = true }: { items: Nonconformity[]; link?: boolean }) {
  const { t } = useWords();
  if (items.length === 0) return null;
  return (
    <Table<Nonconformity>
      size="small"
      rowKey="id"
      pagination={false}
      aria-label={t('submissions.nonconformities')}
      dataSource={items}
      columns={[
        { title: t('submissions.nonconformity'), dataIndex: 'text', render: (value: string | null) => value ?? t('app.erased') },
        { title: t('findings.severity'), dataIndex: 'severity', width: 90, render: (value: string) => <State family="ruleSeverity" value={value} /> },
        { title: t('app.rule'), dataIndex: 'rule', width: 210, render: (value: string) => (value ? <span className="mono">{value}</span> : t('submissions.foundByPerson')) },
        ...(link
          ? [{
              title: t('rectifications.one'), dataIndex: 'rectification', width: 110,
              render: (value: string | null) => value && <Link to={`/rectifications/${value}`}>{t('submissions.openRectification')}</Link>,
            }]
          : []),
      ]}
    />
  );
}
