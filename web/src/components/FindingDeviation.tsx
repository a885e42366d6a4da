import { Link } from 'react-router';
import type { Finding } from '../api/types';
import { lastDay } from '../lib/time';
import { useWords } from '../lib/words';
import { Mark, State } from './State';

/** The severity as it was found, and the one it is treated with where a risk was adjusted. */
export function FindingSeverity({ finding }: { finding: Finding }) {
  const { t, word } = useWords();
  return (
    <span className="states">
      <State family="severity" value={finding.severity} />
      {finding.deviation?.adjusted && <Mark tone="remark">{t('deviations.treatedAs', { severity: word('severity', finding.deviation.adjusted) })}</Mark>}
      {finding.known_exploited && (
        <Mark tone="bad" {...(finding.exploited_due ? { title: t('exploited.dueBy', { day: finding.exploited_due }) } : {})}>
          {t('exploited.mark')}
        </Mark>
      )}
    </span>
  );
}

/** State of a finding: a repair nobody has shown is not called one. */
export function FindingStatus({ finding }: { finding: Finding }) {
  const { t, word } = useWords();
  return (
    <>
      <span className="states">
        {finding.status === 'fixed' && !finding.verified_at ? <Mark tone="unknown">{t('findings.unverified')}</Mark> : <State family="findingStatus" value={finding.status} />}
        {finding.disowned && <Mark tone="neutral">{word('assetName', 'disowned')}</Mark>}
      </span>
      {finding.deviation && (
        <div className="small">
          <div>
            <Link to={`/deviations/${finding.deviation.id}`}>{word('deviationKind', finding.deviation.kind)}</Link>
          </div>
          <div className="quiet">{t('deviations.until', { day: lastDay(finding.deviation.until) })}</div>
          {finding.deviation.matched_by === 'cve' && <div className="quiet">{t('deviations.byCve')}</div>}
        </div>
      )}
    </>
  );
}
