import { useTranslation } from 'react-i18next';

/** Translation, plus the word of a fixed set (shown as it is when the server knows one this page does not). */
export function useWords() {
  const { t, i18n } = useTranslation();
  const zh = i18n.language.startsWith('zh');
  const word = (family: string, value: string | null | undefined): string => {
    if (!value) return '';
    const key = `words.${family}.${value}`;
    return i18n.exists(key) ? t(key) : value;
  };
  /** The text of the page's language out of a pair that the server gives. */
  const pick = (chinese: string | null | undefined, english: string | null | undefined): string =>
    (zh ? chinese || english : english || chinese) ?? '';
  /** Labels around a name that may have been erased. */
  const named = (named: { id: string; name?: string | null } | null | undefined): string =>
    named ? (named.name ?? t('app.erased')) : '';
  /** The period of a due item; one that was asked for or caused by an event has none. */
  const period = (key: string): string => (/^[a-z_]+:/.test(key) ? word('period', key.slice(0, key.indexOf(':'))) : key);
  return { t, period, zh, language: i18n.language, word, pick, named };
}
