import { Result, Table } from 'antd';
import { Link } from 'react-router';
import type { SubmittedOne } from '../api/types';
import { useWords } from '../lib/words';
import { Receipt } from './Receipt';
import { Mark } from './State';

/** Handed in: one submission and one receipt per due item. */
export function SubmitDone({ submitted }: { submitted: SubmittedOne[] }) {
  const { t } = useWords();
  return (
    <section className="paper" aria-live="polite">
      <Result status="success" style={{ padding: '12px 0 16px' }} title={t('submit.done')} subTitle={t('submit.doneHint')} />
      <Table<SubmittedOne>
        size="small"
        rowKey="id"
        pagination={false}
        aria-label={t('submit.done')}
        dataSource={submitted}
        columns={[
          { title: t('app.submission'), key: 'id', render: (_, one) => (<><div><Link to={`/submissions/${one.id}`}>{t('submit.open')}</Link></div><div className="mono quiet">{one.id}</div></>) },
          { title: t('submissions.version'), dataIndex: 'version' },
          { title: t('receipt.title'), key: 'receipt', render: (_, one) => <Receipt submission={one.id} initial={one.receipt} /> },
          { title: '', key: 'repeated', render: (_, one) => one.repeated && <Mark tone="neutral" title={t('submit.repeatedHint')}>{t('submit.repeated')}</Mark> },
        ]}
      />
    </section>
  );
}
