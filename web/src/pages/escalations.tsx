import { Link } from 'react-router';
import { api } from '../api/client';
import type { Confirm, Escalation } from '../api/types';
import { Action, ReasonField } from '../components/Action';
import { HearingActions, HearingNote, LevelFields } from '../components/EscalationHearing';
import { ListTable } from '../components/ListTable';
import { ExportButton } from '../components/ExportButton';
import { Page } from '../components/Page';
import { PlatformSelect } from '../components/PlatformSelect';
import { SourceMarks, State } from '../components/State';
import { WordSelect } from '../components/WordSelect';
import { isId, useFields } from '../lib/fields';
import { useFilters, usePages } from '../lib/lists';
import { useSession } from '../lib/session';
import { moment } from '../lib/time';
import { useWords } from '../lib/words';

/** Proposed by a rule with its values; decided by a person. */
export default function EscalationsPage() {
  const { t, pick, named } = useWords();
  const { may } = useSession();
  const { values, set } = useFilters(['platform', 'state']);
  const pages = usePages(['escalations', values], (query) => api.escalations({ ...query, ...values }));
  return (
    <Page title={t('escalations.title')} asOf={pages.asOf} actions={<ExportButton sheet="escalations" query={values} />} sub={<span>{t('escalations.hint')}</span>}>
      <section className="paper">
        <div className="filters" role="search">
          <label>
            <span aria-hidden="true">{t('app.platform')}</span>
            <PlatformSelect value={values.platform} onChange={(platform) => set({ platform })} />
          </label>
          <WordSelect family="escalation" values={['proposed', 'endorsed', 'intended', 'confirmed', 'dismissed', 'closed']} label={t('app.state')} value={values.state} onChange={(state) => set({ state })} />
        </div>
        <ListTable<Escalation>
          pages={pages}
          rowKey="id"
          label={t('escalations.title')}
          empty={t(values.platform || values.state ? 'app.nothingMatches' : 'escalations.empty')}
          columns={[
            {
              title: t('escalations.trigger'), key: 'trigger', width: 250,
              render: (_, row) => (
                <>
                  {pick(row.title_zh, row.title_en)}
                  <div className="quiet small">{row.trigger}</div>
                  <div className="quiet small">{t('escalations.proposedAt', { time: moment(row.proposed_at) })}</div>
                  <div className="quiet small">{t('escalations.lastObserved', { time: moment(row.observed_at), count: row.observations })}</div>
                </>
              ),
            },
            { title: t('app.platform'), key: 'platform', width: 130, render: (_, row) => <Link to={`/platforms/${row.platform.id}`}>{named(row.platform)}</Link> },
            {
              title: t('app.state'), key: 'state', width: 190,
              render: (_, row) => (
                <>
                  <span className="states">
                    <State family="escalation" value={row.state} />
                    <State family="supervision" value={row.level} />
                  </span>
                  {row.endorsed_by && <div className="quiet small">{t('escalations.endorsedBy', { name: named(row.endorsed_by) })}</div>}
                  <HearingNote row={row} />
                  {row.reason && <div className="quiet small">{row.reason}</div>}
                </>
              ),
            },
            { title: t('escalations.values'), key: 'values', width: 200, render: (_, row) => <Values values={row.values} subject={row.subject} /> },
            { title: t('plan.source'), key: 'source', width: 170, render: (_, row) => (<>{row.source}<div><SourceMarks applicability={row.applicability} verified={row.verified} /></div></>) },
            ...(may('decide_escalations') || may('answer_notices') ? [{ title: t('app.actions'), key: 'actions', width: 130, render: (_: unknown, row: Escalation) => <Actions row={row} /> }] : []),
          ]}
        />
      </section>
    </Page>
  );
}

function Values({ values, subject }: { values: unknown; subject: string }) {
  const { t } = useWords();
  const text = useFields();
  const entries = values && typeof values === 'object' ? Object.entries(values) : [];
  return (
    <div className="small">
      {subject && subject !== 'platform' && !isId(subject) && <div className="mono quiet">{subject}</div>}
      {entries.map(([name, value]) => (
        <div key={name}>
          {isId(value) ? (
            name === 'submission' && <Link to={`/submissions/${value}`}>{t('timeline.submission')}</Link>
          ) : (
            <>
              <span className="quiet">{text.name(name)}</span> {text.value(value)}
            </>
          )}
        </div>
      ))}
      {isId(subject) && <Link to={`/rectifications/${subject}`}>{t('submissions.openRectification')}</Link>}
    </div>
  );
}

function Actions({ row }: { row: Escalation }) {
  const { t, word } = useWords();
  const { may } = useSession();
  const button = { size: 'small' as const };
  return (
    <span className="states">
      <HearingActions row={row} />
      {['proposed', 'endorsed', 'intended'].includes(row.state) && may('decide_escalations') && (
        <>
          {row.state !== 'intended' && !row.hearing_needed && <Action<Confirm>
            label={t('escalations.confirm')}
            hint={t('escalations.confirmHint', { level: word('supervision', row.level) })}
            initial={{ level: row.level }}
            run={(values) => api.confirmEscalation(row.id, { level: values.level === row.level ? null : (values.level ?? null), reason: values.reason })}
            done={t('escalations.confirmed')}
            button={{ ...button, type: 'primary' }}
            fields={<LevelFields />}
          />}
          <Action
            label={t('escalations.dismiss')}
            hint={t('escalations.dismissHint')}
            run={(values: { reason: string }) => api.dismissEscalation(row.id, values)}
            done={t('escalations.dismissed')}
            button={button}
            fields={<ReasonField />}
          />
        </>
      )}
      {row.state === 'confirmed' && may('decide_escalations') && (
        <Action
          label={t('escalations.close')}
          run={(values: { reason: string }) => api.closeEscalation(row.id, values)}
          done={t('escalations.closed')}
          button={button}
          fields={<ReasonField />}
        />
      )}
    </span>
  );
}
