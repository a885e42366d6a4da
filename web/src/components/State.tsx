import { useWords } from '../lib/words';
import { tones, type Tone } from '../theme';
import { toneOf } from '../lib/tones';

/** A word with its colour. */
export function Mark({ tone, children, title }: { tone: Tone; children: React.ReactNode; title?: string }) {
  const { text, ground, border } = tones[tone];
  return (
    <span className="state" style={{ color: text, background: ground, borderColor: border }} title={title}>
      {children}
    </span>
  );
}

/** A state word of one of the fixed sets, in the page's language and its colour. */
export function State({ family, value }: { family: string; value: string | null | undefined }) {
  const { word } = useWords();
  if (!value) return null;
  return <Mark tone={toneOf(family, value)}>{word(family, value)}</Mark>;
}

/** The marks of a due item: its standing, overdue, late, unverified calendar. */
export function DueMarks({ due }: { due: { standing: string; overdue: boolean; late: boolean; calendar_verified: boolean } }) {
  const { t } = useWords();
  return (
    <span className="states">
      <State family="standing" value={due.standing} />
      {due.overdue && <Mark tone="bad">{t('app.overdue')}</Mark>}
      {due.late && <Mark tone="waiting">{t('app.late')}</Mark>}
      {!due.calendar_verified && (
        <Mark tone="unknown" title={t('dues.calendarUnverified')}>
          {t('app.unverified')}
        </Mark>
      )}
    </span>
  );
}

/** Where a value comes from: 境外参考, 判断, 约定 or 本国规定, and whether it was checked. */
export function SourceMarks({ applicability, verified }: { applicability?: string | null; verified?: string | null }) {
  const { word, t } = useWords();
  return (
    <span className="states">
      {applicability && <Mark tone={toneOf('applicability', applicability)}>{word('applicability', applicability)}</Mark>}
      {verified && verified !== 'yes' && (
        <Mark tone="unknown" title={word('verified', verified)}>
          {t('app.unverified')}
        </Mark>
      )}
    </span>
  );
}
