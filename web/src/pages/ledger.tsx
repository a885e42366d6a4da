import { Alert, Descriptions, Typography } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client';
import { Loaded, Page } from '../components/Page';
import { Mark } from '../components/State';
import { useServerClock } from '../lib/session';
import { useWords } from '../lib/words';

/** The signed head of the record, and what it does and does not prove. */
export default function LedgerPage() {
  const { t } = useWords();
  const now = useServerClock();
  const checkpoint = useQuery({ queryKey: ['checkpoint'], queryFn: api.checkpoint, refetchInterval: 5_000 });
  return (
    <Page title={t('ledger.title')} asOf={checkpoint.data ? now : null} sub={<span>{t('ledger.hint')}</span>}>
      <Loaded query={checkpoint}>
        {(data) => (
          <div className="stack">
            {data.witnesses === 0 && <Alert type="warning" showIcon title={t('ledger.noWitness')} description={t('ledger.noWitnessHint')} />}
            <section className="paper">
              <Descriptions
                size="small"
                column={1}
                items={[
                  { key: 'size', label: t('ledger.size'), children: data.size },
                  {
                    key: 'pending', label: t('ledger.pending'),
                    children: <Mark tone={data.pending > 0 ? 'waiting' : 'good'}>{data.pending > 0 ? t('ledger.pendingSome', { count: data.pending }) : t('ledger.pendingNone')}</Mark>,
                  },
                  { key: 'witnesses', label: t('ledger.witnesses'), children: data.witnesses },
                  { key: 'root', label: t('ledger.root'), children: <span className="mono">{data.root}</span> },
                  { key: 'vkey', label: t('ledger.vkey'), children: <Typography.Text copyable className="mono">{data.vkey}</Typography.Text> },
                ]}
              />
            </section>
            <section className="paper" aria-label={t('ledger.checkpoint')}>
              <h2>{t('ledger.checkpoint')}</h2>
              <p className="quiet small">{t('ledger.checkpointHint')}</p>
              <pre className="mono" tabIndex={0} aria-label={t('ledger.checkpoint')}>{data.note}</pre>
            </section>
            <section className="paper" aria-label={t('ledger.verify')}>
              <h2>{t('ledger.verify')}</h2>
              <p className="quiet small">{t('ledger.verifyHint')}</p>
              <pre className="mono">{`yunjian verify --key '${data.vkey}' ${t('ledger.verifyFile')}`}</pre>
            </section>
          </div>
        )}
      </Loaded>
    </Page>
  );
}
