import type { Notice } from '../api/types';
import { day, deadline } from '../lib/time';
import { say } from '../lib/values';
import { useWords } from '../lib/words';

type Basis = NonNullable<NonNullable<Notice['body']>['basis']>[number];

/** The notice as it is printed: number, whom it is served on, what is decided and why, place for the seal. */
export function NoticeSheet({ notice }: { notice: Notice }) {
  const { t, pick, word, period } = useWords();
  const { body } = notice;
  if (!body) return <section className="paper">{t('app.erased')}</section>;
  const measure = body.measure;
  const about = measure ? t('notices.aboutMeasure', { platform: body.platform, trigger: pick(measure.trigger_zh, measure.trigger_en), raised: day(body.received_at) }) : t('notices.about', {
    platform: body.platform,
    obligation: pick(body.obligation_zh, body.obligation_en),
    id: body.obligation,
    period: period(body.period),
    version: body.version,
    received: day(body.received_at),
  });
  const intended = notice.kind === 'intended' || notice.kind === 'intended_state';
  // Notices issued before the term was written into them name the row alone.
  const byRow = (row: Basis) =>
    t('notices.byRow', {
      term: row.workdays != null ? t('notices.workdays', { count: row.workdays }) : row.term ? say(row.term, t) : t('notices.ofRow'),
      row: pick(row.zh, row.en),
      id: row.id,
      unverified: row.verified === 'yes' ? '' : t('notices.unverified'),
    });
  return (
    <article className="sheet" aria-label={t('notices.sheet')}>
      <p className="sheet-office">{body.supervisor}</p>
      <h2>{pick(notice.title_zh, notice.title_en)}</h2>
      <p className="sheet-number">{notice.number ?? t('notices.unnumbered')}</p>
      <p>{t('notices.to', { recipient: body.recipient })}</p>
      <p className="sheet-text">{about}</p>
      {measure && <p className="sheet-text">{t(intended ? 'notices.intendsMeasure' : 'notices.decidesMeasure', { level: pick(measure.zh, measure.en), meaning: pick(measure.meaning_zh, measure.meaning_en), clause: notice.clause })}</p>}
      {!measure && <p className="sheet-text">{t(intended ? 'notices.intends' : 'notices.decides', { verdict: word('noticeResult', notice.result), clause: notice.clause })}</p>}
      {body.reason && <p className="sheet-text">{t('notices.because', { reason: body.reason })}</p>}
      {body.nonconformities.length > 0 && (
        <>
          <p className="sheet-text">{t('notices.items')}</p>
          <ol>
            {body.nonconformities.map((item, index) => (
              <li key={index}>
                {item.text} <span className="quiet small">[{word('ruleSeverity', item.severity)}{item.rule && ` ${item.rule}`}]</span>
              </li>
            ))}
          </ol>
        </>
      )}
      {body.statement && <p className="sheet-text">{t('notices.heard', { statement: body.statement, answer: body.answer ?? '' })}</p>}
      {body.order && <p className="sheet-text">{t(intended ? 'notices.wouldOrder' : 'notices.orders', { order: body.order })}</p>}
      {body.order && !intended && (
        <p className="sheet-text">
          {body.deadline
            ? t('notices.byDate', { deadline: deadline(body.deadline) })
            : (body.basis ?? []).map(byRow).join(' ')}
        </p>
      )}
      {body.statement_workdays != null && <p className="sheet-text">{t('notices.hearing', { days: body.statement_workdays })}</p>}
      <div className="sheet-seal">
        <span className="sheet-stamp">{t('notices.seal')}</span>
        <div>
          <p>{body.supervisor}</p>
          <p>{notice.issued_at ? day(notice.issued_at) : ''}</p>
        </div>
      </div>
      <p className="sheet-receipt">{t('notices.receiptLine')}</p>
    </article>
  );
}
