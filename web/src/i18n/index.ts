import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

/** One JSON file per area and language; the file's name is the first part of its keys. */
const files = import.meta.glob<Record<string, unknown>>('./*/*.json', { eager: true, import: 'default' });

export function texts(language: Language): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [path, content] of Object.entries(files)) {
    const match = /^\.\/([^/]+)\/([^/]+)\.json$/.exec(path);
    if (match?.[1] === language && match[2]) found[match[2]] = content;
  }
  return found;
}

const remembered = 'yunjian.language';

function startLanguage(): Language {
  try {
    return localStorage.getItem(remembered) === 'en' ? 'en' : 'zh-CN';
  } catch {
    return 'zh-CN';
  }
}

void i18next.use(initReactI18next).init({
  lng: startLanguage(),
  fallbackLng: false,
  resources: Object.fromEntries(languages.map((language) => [language, { translation: texts(language) }])),
  interpolation: { escapeValue: false },
  returnNull: false,
});

function mark(language: string) {
  document.documentElement.lang = language;
}
mark(i18next.language);
i18next.on('languageChanged', (language) => {
  mark(language);
  try {
    localStorage.setItem(remembered, language);
  } catch {
    // a browser that keeps nothing still shows the language chosen now
  }
});

export default i18next;
