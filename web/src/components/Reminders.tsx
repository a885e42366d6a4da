import { moment } from '../lib/time';
import type { Reminder } from '../api/types';
import { useWords } from '../lib/words';

/** Who reminded of this, when, with what words. */
export function Reminders({ items }: { items: Reminder[] }) {
  const { t, named } = useWords();
  if (items.length === 0) return null;
  return (
    <section className="paper" aria-label={t('many.reminders')}>
      <h2>{t('many.reminders')}</h2>
      <ul className="plain">
        {items.map((item) => (
          <li key={item.id}>
            <span className="quiet small">{moment(item.at)} · {named(item.organisation)} · {named(item.by)}</span>
            <p className="prose">{item.text ?? t('app.erased')}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
