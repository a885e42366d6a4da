import { useEffect, useState } from 'react';
import { Button } from 'antd';
import { api } from '../api/client';
import type { DueGroup, DueRow } from '../api/types';
import { flag, useFilters, usePages } from '../lib/lists';
import { useSession } from '../lib/session';
import { useWords } from '../lib/words';
import { useDueColumns } from './columns';
import { DueBulk } from './DueBulk';
import { DueGroups, groupings, type Grouping } from './DueGroups';
import { ListTable } from './ListTable';
import { ManyActions } from './Many';
import { ObligationFilter } from './ObligationFilter';
import { PlatformSelect } from './PlatformSelect';
import { WordSelect } from './WordSelect';

export const standings = ['open', 'submitted', 'not_admitted', 'returned', 'compliant', 'non_compliant', 'withdrawn'] as const;

/** Last day of a month `YYYY-MM`, as a civil day. */
const monthEnd = (month: string): string => new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).toISOString().slice(0, 10);

/** Due items with filters in the address; of one platform, or of all. Who hands in also groups them, and does one thing to many. */
export function DueList({ platform, onAsOf }: { platform?: string; onAsOf?: (asOf: string | undefined) => void }) {
  const { t, pick, named, period } = useWords();
  const { may, organisation_role: role } = useSession();
  const mine = may('submit');
  const { values, set } = useFilters(['platform', 'obligation', 'standing', 'overdue', 'waiting', 'class', 'due_from', 'due_to', 'assignee', 'extension', 'group']);
  const { group: grouping, overdue, waiting, ...rest } = values;
  const filter = { ...rest, overdue: flag(overdue), waiting: flag(waiting), ...(platform ? { platform } : {}), ...(mine ? { party: role } : {}) };
  const pages = usePages(['dues', filter], (query) => api.dues({ ...query, ...filter, ...(mine ? { limit: 100 } : {}) }));
  const [chosen, setChosen] = useState<string[]>([]);
  const waits = (row: DueRow) => ['open', 'returned', 'not_admitted'].includes(row.standing);
  const name = (row: DueRow) => [pick(row.title_zh, row.title_en), named(row.platform), period(row.period)].join(' · ');
  useEffect(() => onAsOf?.(pages.asOf), [onAsOf, pages.asOf]);
  const columns = useDueColumns(!platform, mine);
  const by = groupings.find((each) => each === grouping);
  const filtered = Object.entries(values).some(([name, value]) => name !== 'group' && value);
  const mayChoose = (row: DueRow) => mine && row.party === role && row.standing !== 'withdrawn';

  function narrow(group: DueGroup, to: Grouping) {
    setChosen([]);
    if (to === 'month') set({ due_from: `${group.key}-01`, due_to: monthEnd(group.key), group: undefined });
    else set({ [to]: to === 'assignee' && group.key === '' ? 'nobody' : group.key, group: undefined });
  }

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
        <WordSelect family="extension" values={['requested', 'granted', 'refused']} label={t('dues.moreTime')} value={values.extension} onChange={(next) => set({ extension: next })} width={120} />
        {mine && (
          <>
            <Button size="small" type={values.assignee === 'me' ? 'primary' : 'default'} aria-pressed={values.assignee === 'me'}
              onClick={() => set({ assignee: values.assignee === 'me' ? undefined : 'me' })}>{t('dues.mine')}</Button>
            <Button size="small" type={values.waiting === 'true' ? 'primary' : 'default'} aria-pressed={values.waiting === 'true'}
              onClick={() => set({ waiting: values.waiting === 'true' ? undefined : 'true' })}>{t('dues.onlyWaiting')}</Button>
            <Button size="small" type={by ? 'primary' : 'default'} aria-pressed={Boolean(by)} onClick={() => set({ group: by ? undefined : 'platform' })}>{t('dues.grouped')}</Button>
          </>
        )}
        {filtered && (
          <Button size="small" type="text" onClick={() => set(Object.fromEntries(Object.keys(values).filter((name) => name !== 'group').map((name) => [name, undefined])))}>
            {t('dues.clearFilters')}
          </Button>
        )}
        {(values.class || values.due_from) && <span className="quiet small">{[values.class, values.due_from && `${values.due_from} – ${values.due_to ?? ''}`].filter(Boolean).join(' · ')}</span>}
      </div>
      {by && <DueGroups by={by} filter={filter} onBy={(next) => set({ group: next })} onPick={(group) => narrow(group, by)} withAssignee={mine} />}
      {mine && <DueBulk rows={pages.rows ?? []} chosen={chosen} onChoose={setChosen} may={mayChoose} />}
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
        selection={mine
          ? { chosen, onChoose: setChosen, may: mayChoose, name: (row) => `${row.obligation} ${named(row.platform)} ${period(row.period)}` }
          : may('review_submissions') ? { chosen, onChoose: setChosen, may: waits, name: (row) => t('queue.choose', { what: name(row) }) } : undefined}
      />
    </>
  );
}
