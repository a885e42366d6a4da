import type { ReactNode } from 'react';
import { useWords } from '../lib/words';
import { AppearanceSwitch } from './AppearanceSwitch';
import { LanguageSwitch } from './LanguageSwitch';
import { useTitle } from './Page';

/** The pages before the door: a mark, a name, one box. */
export function Front({ title, wide, children }: { title: string; wide?: boolean; children: ReactNode }) {
  const { t } = useWords();
  useTitle(title);
  return (
    <div className="front">
      <div className="front-bar">
        <AppearanceSwitch />
        <LanguageSwitch />
      </div>
      <main className={wide ? 'front-box wide' : 'front-box'}>
        <div className="front-title">
          <img src="/mark.svg" alt="" />
          <h1>{t('app.name')}</h1>
          <p>{t('app.subtitle')}</p>
        </div>
        {children}
      </main>
      <footer className="front-foot">{t('app.foot')}</footer>
    </div>
  );
}
