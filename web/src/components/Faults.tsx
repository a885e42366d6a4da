import { Table } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../lib/words';

/** Single faults, each with its place, rule and message. */
export function Faults({ faults, where }: { faults: { place: string; rule: string; message: string; message_zh?: string | null }[]; where?: (place: string) => ReactNode }) {
  const { t } = useWords();
  return (
    <Table
      size="small"
      pagination={false}
      rowKey={(row) => `${row.place}|${row.rule}|${row.message}`}
      dataSource={faults.slice(0, 200)}
      columns={[
        { title: t('app.place'), dataIndex: 'place', width: '26%', render: (text: string) => where?.(text) ?? <span className="mono">{text}</span> },
        { title: t('app.rule'), dataIndex: 'rule', width: '22%', render: (text: string) => <span className="mono">{text}</span> },
        { title: t('app.message'), dataIndex: 'message' },
      ]}
    />
  );
}
