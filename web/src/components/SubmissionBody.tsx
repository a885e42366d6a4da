import { Alert, Button, Descriptions } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api } from '../api/client';
import { shownFault } from '../api/problem';
import type { Submission } from '../api/types';
import { dataOf } from '../lib/obligation';
import { usePrevious } from '../lib/previous';
import { besidePath, splitFault } from '../lib/view';
import { deadline, moment } from '../lib/time';
import { say } from '../lib/values';
import { useWords } from '../lib/words';
import { Faults } from './Faults';
import { FilePane } from './FilePane';
import { FilesTable } from './FilesTable';
import { Looks } from './Looks';
import { Nonconformities } from './Nonconformities';
import { ProcedureSection } from './ProcedureSection';
import { ReadingProgress } from './ReadingProgress';
import { Receipt } from './Receipt';
import { RuleResults } from './RuleResults';
import { Mark, State } from './State';
import { Timeline } from './Timeline';

/** One submission: where it stands, why, on what files, and how it came to be. */
export function SubmissionBody({ submission }: { submission: Submission }) {
  const { t, named, language, pick, period } = useWords();
  const before = usePrevious(submission);
  const failed = submission.results.filter((result) => result.outcome === 'fail').length;
  const undetermined = submission.results.filter((result) => result.outcome === 'undetermined').length;
  return (
    <div className="stack">
      {submission.superseded_by && (
        <Alert type="info" showIcon title={t('submissions.supersededBy')} action={<Link to={`/submissions/${submission.superseded_by}`}>{t('submissions.openNewer')}</Link>} />
      )}
      {submission.state === 'returned' && (
        <Alert
          type="warning"
          showIcon
          title={t('submissions.returnedUntil', { time: deadline(submission.return_until) })}
          description={<p className="prose">{submission.return_reason ?? t('app.erased')}</p>}
        />
      )}
      {submission.not_admitted.length > 0 && (
        <Alert type="error" showIcon title={t('submissions.notAdmitted')} description={<Faults faults={submission.not_admitted.map((fault) => shownFault(fault, language))} where={(place) => <FaultPlace submission={submission} place={place} />} />} />
      )}
      <ReadingProgress submission={submission} />
      <ProcedureSection submission={submission} />
      {submission.verdict && (
        <section className="paper" aria-label={t('submissions.verdict')}>
          <h2>
            {t('submissions.verdict')} <State family="verdict" value={submission.verdict} />{' '}
            <span className="quiet small">{moment(submission.decided_at)} · {named(submission.reviewer)}</span>
          </h2>
          {submission.verdict_reason && <p className="prose">{submission.verdict_reason}</p>}
          <Nonconformities items={submission.nonconformities} />
          {!submission.procedure && submission.notices.map((notice) => (
            <Link key={notice.id} to={`/notices/${notice.id}`} style={{ marginInlineEnd: 12 }}>{pick(notice.title_zh, notice.title_en)} {notice.number}</Link>
          ))}
          {submission.rectifications.map((id) => (
            <Link key={id} to={`/rectifications/${id}`}>{t('submissions.openRectification')}</Link>
          ))}
        </section>
      )}
      <section className="paper">
        <Descriptions
          size="small"
          column={{ xs: 1, md: 2, xl: 3 }}
          items={[
            { key: 'at', label: t('submissions.receivedAt'), children: moment(submission.received_at) },
            { key: 'by', label: t('submissions.by'), children: <>{named(submission.submitted_by)} {submission.automatic && <Mark tone="neutral">{t('submissions.automatic')}</Mark>}</> },
            {
              key: 'covers', label: t('submit.covers'),
              children: submission.covers_from || submission.covers_to ? `${moment(submission.covers_from)} – ${moment(submission.covers_to)}` : t('submissions.coversPeriod'),
            },
            { key: 'reviewer', label: t('submissions.reviewer'), children: named(submission.reviewer) || t('app.none') },
            ...(submission.supersedes ? [{ key: 'older', label: t('submissions.supersedes'), children: <Link to={`/submissions/${submission.supersedes}`}>{t('submissions.openOlder')}</Link> }] : []),
            { key: 'receipt', label: t('receipt.title'), span: 'filled' as const, children: <Receipt submission={submission.id} /> },
          ]}
        />
      </section>
      <section className="paper" aria-label={t('submissions.results')}>
        <div style={{ display: 'flex', gap: 12, flexWrap: 'wrap', alignItems: 'baseline' }}>
          <h2 className="section-title" style={{ flex: 1 }}>
            {t('submissions.results')} <State family="verdict" value={submission.proposal} />
          </h2>
          {submission.assessment && (
            <span className="quiet small">
              {t('submissions.assessedAt', { time: moment(submission.assessed_at), failed, undetermined })}{' '}
              <Button size="small" type="link" href={api.assessmentUrl(submission.id)} target="_blank">{t('submissions.assessment')}</Button>
            </span>
          )}
        </div>
        {before && (
          <p className="small">
            <Link to={`/submissions/${before.id}`}>{t('submissions.before', { period: period(before.period) })}</Link>{' '}
            <State family={before.verdict ? 'verdict' : 'submission'} value={before.verdict ?? before.state} />
          </p>
        )}
        {submission.results.length > 0 ? (
          <RuleResults results={submission.results} files={submission.files} before={before?.results} submission={submission.files_open ? submission.id : undefined} />
        ) : (
          <p className="quiet">{t(submission.state === 'not_admitted' ? 'submissions.noResultsNotAdmitted' : 'submissions.noResults')}</p>
        )}
      </section>
      <section className="paper" aria-label={t('submit.files')}>
        <h2>{t('submit.files')}</h2>
        <p className="quiet small">
          {t('submissions.sensitivity')} <State family="sensitivity" value={submission.sensitivity} />
          {!submission.files_open && ` ${t('submissions.filesClosed')}`}
        </p>
        <FilesTable files={submission.files} submission={submission.id} open={submission.files_open} />
        <Looks submission={submission.id} />
        <FilePane submission={submission} />
      </section>
      <FilledForm submission={submission} before={before} />
      <section className="paper" aria-label={t('timeline.title')}>
        <h2>{t('timeline.title')}</h2>
        <Timeline about={['submission', submission.id]} ask={(query) => api.submissionTimeline(submission.id, query)} />
      </section>
    </div>
  );
}

/** Where a file was refused: leads there, if the file can be opened. */
function FaultPlace({ submission, place }: { submission: Submission; place: string }) {
  const { t } = useWords();
  const found = submission.files_open ? splitFault(place, submission.files) : null;
  if (!found) return <span className="mono">{place}</span>;
  return (
    <Link className="mono" to={besidePath(submission.id, found.sha256, found.place ? { place: found.place } : {})} title={t('view.openAt', { place })}>
      {place}
    </Link>
  );
}

const filled = ({ form }: Submission) => (form && typeof form === 'object' ? (form as Record<string, unknown>) : null);

function FilledForm({ submission, before }: { submission: Submission; before: Submission | undefined }) {
  const { t, pick } = useWords();
  const form = filled(submission);
  const then = (before && filled(before)) ?? {};
  const obligation = useQuery({ queryKey: ['obligation', submission.obligation], queryFn: () => api.obligation(submission.obligation), staleTime: Infinity, enabled: form !== null });
  if (!form || Object.keys(form).length === 0) return null;
  const fields = obligation.data ? dataOf(obligation.data).form_fields : [];
  return (
    <section className="paper" aria-label={t('submissions.form')}>
      <h2>{t('submissions.form')}</h2>
      <Descriptions
        size="small"
        column={{ xs: 1, md: 2 }}
        items={Object.entries(form).map(([name, value]) => {
          const field = fields.find((each) => each.name === name);
          const [now, earlier] = [say(value, t), name in then ? say(then[name], t) : undefined];
          return {
            key: name,
            label: field ? pick(field.label_zh, field.label_en) : name,
            children: (
              <>
                {now}
                {earlier !== undefined && earlier !== now && <span className="quiet small"> {t('submissions.valueBefore', { value: earlier })}</span>}
              </>
            ),
          };
        })}
      />
    </section>
  );
}
