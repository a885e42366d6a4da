import { describe, expect, it } from 'vitest';
import { sources } from './sources';

/** Lists that hold nothing to take along: secrets of one person. */
const kept = ['pages/tokens.tsx', 'pages/message-settings.tsx'];
/** Lists that stand within a page which exports them. */
const within: Record<string, string> = { 'components/DueList.tsx': 'pages/dues.tsx' };

describe('lists', () => {
  const all = sources();
  const text = (path: string) => all.find((source) => source.path === path)?.text ?? '';
  const lists = all.filter(({ path, text: code }) => /<ListTable<|<Timeline about=\{\['platform'/.test(code) && !path.endsWith('ListTable.tsx')).map(({ path }) => path.replaceAll('\\', '/'));

  it('are all exported to Excel', () => {
    expect(lists.length).toBeGreaterThan(10);
    const without = lists.filter((path) => !kept.includes(path) && !text(within[path] ?? path).includes('<ExportButton'));
    expect(without).toEqual([]);
  });

  it('that are excepted still exist', () => {
    expect([...kept, ...Object.keys(within), ...Object.values(within)].filter((path) => text(path) === '')).toEqual([]);
  });

  it('say what would stand there when they are empty', () => {
    expect(lists.filter((path) => text(path).includes('<ListTable<') && !/empty=/.test(text(path)))).toEqual([]);
  });
});
