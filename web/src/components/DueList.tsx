import { useEffect, useState } from 'react';
import { api } from '../api/client';
import type { DueRow } from '../api/types';
import { flag, useFilters, usePages } from '../lib/lists';
import { useSession } from '../lib/session';
import { useWords } from '../lib/words';
import { useDueColumns } from './columns';
import { ListTable } from './ListTable';
import { ManyActions } from './Many';
import { ObligationFilter } from './ObligationFilter';
import { PlatformSelect } from './PlatformSelect';
import { WordSelect } from './WordSelect';

export const standings = ['open', 'submitted', 'not_admitted', 'returned', 'compliant', 'non_compliant', 'withdrawn'] as const;

/** Due items with filters in the address; of one platform, or of all. */
export function DueList({ platform, onAsOf }: { platform?: string; onAsOf?: (asOf: string | undefined) => void }) {
  const { t, pick, named, period } = useWords();
  const { may } = useSession();
  const [chosen, setChosen] = useState<string[]>([]);
  const waits = (row: DueRow) => ['open', 'returned', 'not_admitted'].includes(row.standing);
  const name = (row: DueRow) => [pick(row.title_zh, row.title_en), named(row.platform), period(row.period)].join(' · ');
  const { values, set } = useFilters(['platform', 'obligation', 'standing', 'overdue']);
  const filter = { ...values, overdue: flag(values.overdue), ...(platform ? { platform } : {}) };
  const pages = usePages(['dues', filter], (query) => api.dues({ ...query, ...filter }));
  useEffect(() => onAsOf?.(pages.asOf), [onAsOf, pages.asOf]);
  const columns = useDueColumns(!platform);
  const filtered = Boolean(values.obligation || values.standing || values.overdue || values.platform);
  return (
    <>
      <div className="filters" role="search">
        {!platform && (
          <label>
            <span aria-hidden="true">{t('app.platform')}</span>
            <PlatformSelect value={values.platform} onChange={(next) => set({ platform: next })} />
          </label>
        )}
        <ObligationFilter value={values.obligation} onChange={(next) => set({ obligation: next })} />
        <WordSelect family="standing" values={standings} label={t('app.state')} value={values.standing} onChange={(next) => set({ standing: next })} />
        <WordSelect family="yesNo" values={['true', 'false']} label={t('app.overdue')} value={values.overdue} onChange={(next) => set({ overdue: next })} width={90} />
      </div>
      {may('review_submissions') && (
        <ManyActions<DueRow>
          about="due"
          rows={pages.rows ?? []}
          chosen={chosen}
          onChoose={setChosen}
          may={waits}
          name={name}
          extend={may('request_due') ? (ids, until, reason) => api.extendDues({ ids, until, reason }) : undefined}
        />
      )}
      <ListTable<DueRow>
        pages={pages}
        columns={columns}
        rowKey="id"
        label={t('dues.title')}
        empty={t(filtered ? 'app.nothingMatches' : 'dues.empty')}
        selection={may('review_submissions') ? { chosen, onChoose: setChosen, may: waits, name: (row) => t('queue.choose', { what: name(row) }) } : undefined}
      />
    </>
  );
}
