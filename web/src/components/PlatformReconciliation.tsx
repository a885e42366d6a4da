import { Alert, Collapse, Table, type TableColumnsType } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api } from '../api/client';
import type { ReconcileEntry, Reconciliation } from '../api/types';
import { useWords } from '../lib/words';
import { Loaded } from './Page';
import { moment } from '../lib/time';
import { Mark, State } from './State';

const lists = ['closed_but_reported', 'without_item', 'not_in_inventory', 'not_scanned', 'without_finding', 'item_not_scanned'] as const;

/** Inventory, scans and register of a platform, held against each other. */
export function PlatformReconciliation({ platform }: { platform: string }) {
  const query = useQuery({ queryKey: ['reconciliation', platform], queryFn: () => api.reconciliation(platform) });
  return <Loaded query={query}>{(data) => <Shown found={data} />}</Loaded>;
}

function Shown({ found }: { found: Reconciliation }) {
  const { t, pick } = useWords();
  const columns: TableColumnsType<ReconcileEntry> = [
    { title: t('findings.component'), key: 'asset', width: 200, render: (_, row) => (<>{row.asset ?? ''}{row.candidates.length > 0 && <div className="quiet small">{t('assets.candidates', { names: row.candidates.join(t('app.comma')) })}</div>}</>) },
    { title: t('findings.finding'), key: 'title', width: 320, render: (_, row) => (<>{row.title ?? ''} {row.severity && <State family="severity" value={row.severity} />}</>) },
    { title: t('reconcile.item'), dataIndex: 'item', width: 140 },
    { title: t('findings.source'), key: 'place', render: (_, row) => (<>{row.submission ? <Link className="cited" to={`/submissions/${row.submission}`}>{row.file || t('app.submission')}</Link> : row.file}<div className="quiet small">{row.place}</div></>) },
  ];
  return (
    <div className="stack">
      <section className="paper">
        <p className="quiet prose">{t('reconcile.hint')}</p>
        <p>{t('reconcile.figures', { components: found.components, scanned: found.scanned, findings: found.findings, items: found.items, matched: found.matched })}</p>
        <p className="quiet small">{t('app.asOf', { time: moment(found.as_of) })}</p>
        {found.figures.map((figure) => (
          <Alert key={figure.file + figure.place} type="warning" showIcon title={pick(figure.says_zh, figure.says_en)} description={`${figure.file} ${figure.place}`} />
        ))}
      </section>
      <Collapse
        items={lists.map((name) => ({
          key: name,
          label: <>{t(`reconcile.${name}`)} <Mark tone={found[name].total === 0 ? 'good' : name === 'closed_but_reported' ? 'bad' : 'waiting'}>{String(found[name].total)}</Mark></>,
          children: (
            <>
              <p className="quiet small prose">{t(`reconcile.${name}_hint`)}</p>
              <Table<ReconcileEntry> aria-label={t(`reconcile.${name}`)} size="small" rowKey={(row) => `${row.file}${row.place ?? ''}${row.asset ?? ''}${row.title ?? ''}`} columns={columns} dataSource={found[name].entries}
                pagination={found[name].entries.length > 20 ? { pageSize: 20, showSizeChanger: false } : false} scroll={{ x: true }} />
              {found[name].total > found[name].entries.length && <p className="quiet small">{t('reconcile.cut', { shown: found[name].entries.length, total: found[name].total })}</p>}
            </>
          ),
        }))}
        defaultActiveKey={lists.filter((name) => found[name].total > 0).slice(0, 2)}
      />
    </div>
  );
}
