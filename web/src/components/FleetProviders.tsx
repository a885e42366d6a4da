import { Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { api } from '../api/client';
import type { ProviderFigures } from '../api/types';
import { percent, useFleet } from '../lib/fleet';
import { useSession } from '../lib/session';
import { day } from '../lib/time';
import { useWords } from '../lib/words';
import { Loaded } from './Page';

const share = (part: number, whole: number) => (whole > 0 ? part / whole : -1);

/** The providers side by side; every column can be sorted by. */
export function FleetProviders({ onAsOf }: { onAsOf: (asOf: string | undefined) => void }) {
  const { t, named } = useWords();
  const { may } = useSession();
  const query = useFleet(['providers'], api.fleetProviders, onAsOf);
  const columns: TableColumnsType<ProviderFigures> = [
    { title: t('fleet.provider'), key: 'provider', render: (_, row) => <Link to={`/fleet?provider=${row.provider.id}`}>{named(row.provider)}</Link> },
    { title: t('fleet.platforms'), dataIndex: 'platforms', align: 'right', sorter: (a, b) => a.platforms - b.platforms },
    { title: t('fleet.due'), dataIndex: 'due', align: 'right', sorter: (a, b) => a.due - b.due },
    { title: t('fleet.onTimeShare'), key: 'onTime', align: 'right', sorter: (a, b) => share(a.on_time, a.due) - share(b.on_time, b.due), render: (_, row) => percent(row.on_time, row.due) },
    { title: t('fleet.overdue'), dataIndex: 'overdue', align: 'right', sorter: (a, b) => a.overdue - b.overdue },
    { title: t('fleet.firstShare'), key: 'first', align: 'right', sorter: (a, b) => share(a.first_compliant, a.first) - share(b.first_compliant, b.first), render: (_, row) => percent(row.first_compliant, row.first) },
    { title: t('fleet.nonCompliant'), dataIndex: 'non_compliant', align: 'right', sorter: (a, b) => a.non_compliant - b.non_compliant },
    ...(may('view_rectifications')
      ? ([
          { title: t('fleet.rectifications'), dataIndex: 'rectifications', align: 'right', sorter: (a: ProviderFigures, b: ProviderFigures) => a.rectifications - b.rectifications },
          { title: t('fleet.rectificationsOverdue'), dataIndex: 'rectifications_overdue', align: 'right', sorter: (a: ProviderFigures, b: ProviderFigures) => a.rectifications_overdue - b.rectifications_overdue },
          { title: t('fleet.closingDays'), dataIndex: 'closing_days', align: 'right', sorter: (a: ProviderFigures, b: ProviderFigures) => (a.closing_days ?? -1) - (b.closing_days ?? -1), render: (days: number | null) => days ?? '—' },
        ] satisfies TableColumnsType<ProviderFigures>)
      : []),
  ];
  return (
    <section className="paper">
      <Loaded query={query}>
        {(data) => (
          <>
            <Table<ProviderFigures> aria-label={t('fleet.providers')} size="small" rowKey={(row) => row.provider.id} columns={columns} dataSource={data.providers} pagination={false} />
            <p className="quiet small">{t('fleet.providersHint', { day: day(data.since) })}</p>
          </>
        )}
      </Loaded>
    </section>
  );
}
