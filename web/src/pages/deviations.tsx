import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '../api/client';
import type { DeviationRow } from '../api/types';
import { Action, ReasonField } from '../components/Action';
import { ExportButton } from '../components/ExportButton';
import { ListTable } from '../components/ListTable';
import { Page } from '../components/Page';
import { PlatformSelect } from '../components/PlatformSelect';
import { Mark, State } from '../components/State';
import { WordSelect } from '../components/WordSelect';
import { useFilters, usePages } from '../lib/lists';
import { useSession } from '../lib/session';
import { deadline, moment } from '../lib/time';
import { useWords } from '../lib/words';

const states = ['requested', 'returned', 'endorsed', 'granted', 'expired', 'refused', 'withdrawn', 'revoked'];

/** Requests to treat findings otherwise, and what was decided of them. */
export default function DeviationsPage() {
  const { t, word, named } = useWords();
  const { may } = useSession();
  const { values, set } = useFilters(['platform', 'state', 'kind']);
  const [chosen, setChosen] = useState<string[]>([]);
  const pages = usePages(['deviations', values], (query) => api.deviations({ ...query, ...values }));
  const ticked = (pages.rows ?? []).filter((row) => chosen.includes(row.id));
  const platforms = new Set(ticked.map((row) => row.platform.id));
  const [platform] = [...platforms];
  return (
    <Page
      title={t('deviations.title')}
      asOf={pages.asOf}
      sub={<span>{t('deviations.hint')}</span>}
      actions={
        <>
          {may('decide_deviations') && platform !== undefined && platforms.size === 1 && (
            <Action
              label={t('deviations.grantMany', { count: ticked.length })}
              hint={t('deviations.grantManyHint')}
              run={(values: { reason: string }) => api.grantDeviations(platform, { deviations: ticked.map((row) => row.id), reason: values.reason })}
              done={t('deviations.granted')}
              after={() => setChosen([])}
              button={{ type: 'primary' }}
              fields={<ReasonField />}
            />
          )}
          <ExportButton sheet="deviations" query={values} />
        </>
      }
    >
      <section className="paper">
        <div className="filters" role="search">
          <label>
            <span aria-hidden="true">{t('app.platform')}</span>
            <PlatformSelect value={values.platform} onChange={(next) => set({ platform: next })} />
          </label>
          <WordSelect family="deviation" values={states} label={t('app.state')} value={values.state} onChange={(state) => set({ state })} />
          <WordSelect family="deviationKind" values={['false_positive', 'risk_adjustment', 'operational_requirement', 'vendor_dependency']} label={t('deviations.kind')} value={values.kind} onChange={(kind) => set({ kind })} />
        </div>
        <ListTable<DeviationRow>
          pages={pages}
          rowKey="id"
          label={t('deviations.title')}
          empty={t(values.platform || values.state || values.kind ? 'app.nothingMatches' : 'deviations.empty')}
          selection={
            may('decide_deviations')
              ? { chosen, onChoose: setChosen, may: (row) => ['requested', 'endorsed'].includes(row.state), name: (row) => t('deviations.tick', { kind: word('deviationKind', row.kind) }) }
              : undefined
          }
          columns={[
            {
              title: t('deviations.kind'), key: 'kind', width: 200,
              render: (_, row) => (
                <>
                  <div>
                    <Link to={`/deviations/${row.id}`}>{word('deviationKind', row.kind)}</Link>
                  </div>
                  <div className="quiet small">{t('deviations.targets', { count: row.targets })}</div>
                  {row.claimed && <Mark tone="remark">{t('deviations.claimed')}</Mark>}
                </>
              ),
            },
            { title: t('app.platform'), key: 'platform', width: 140, render: (_, row) => <Link to={`/platforms/${row.platform.id}`}>{named(row.platform)}</Link> },
            { title: t('app.state'), key: 'state', width: 130, render: (_, row) => <State family="deviation" value={row.state} /> },
            {
              title: t('findings.severity'), key: 'severity', width: 140,
              render: (_, row) => (
                <span className="states">
                  <State family="severity" value={row.severity} />
                  {row.adjusted && <Mark tone="remark">{t('deviations.treatedAs', { severity: word('severity', row.adjusted) })}</Mark>}
                </span>
              ),
            },
            { title: t('deviations.lastDay'), key: 'until', width: 130, render: (_, row) => <span className="nowrap">{deadline(row.until)}</span> },
            { title: t('app.reason'), key: 'reason', width: 260, render: (_, row) => row.reason ?? t('app.erased') },
            { title: t('deviations.askedAt'), key: 'asked', width: 150, render: (_, row) => (<>{moment(row.requested_at)}<div className="quiet small">{named(row.requested_by)}</div></>) },
            { title: t('deviations.decision'), key: 'decision', width: 190, render: (_, row) => (row.decided_at ? <>{row.decision}<div className="quiet small">{moment(row.decided_at)} {named(row.decided_by)}</div></> : '') },
          ]}
        />
      </section>
    </Page>
  );
}
