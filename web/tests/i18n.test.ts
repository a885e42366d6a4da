import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { keys, singular, sources, walk } from './sources';

const zh = keys('zh-CN');
const en = keys('en');
const all = sources();
const chinese = /[\u3400-\u9fff]/;

const areas = new Set([...zh.keys()].map((key) => key.split('.')[0]));
const known = new Set([...zh.keys()].map(singular));

/** Keys written out in the sources, and the beginnings of keys that are put together there. */
function used() {
  const whole = new Set<string>();
  const beginnings = new Set<string>();
  const families = new Set<string>();
  for (const { tree } of all) {
    walk(tree, (node) => {
      if (ts.isStringLiteral(node) && /^[a-zA-Z]+\.[\w.]+$/.test(node.text) && areas.has(node.text.split('.')[0] ?? '')) whole.add(node.text);
      if (ts.isTemplateExpression(node) && areas.has(node.head.text.split('.')[0] ?? '')) beginnings.add(node.head.text);
      if (ts.isCallExpression(node) && node.expression.getText() === 'word') {
        const first = node.arguments[0];
        if (first && ts.isStringLiteral(first)) families.add(first.text);
      }
      if (ts.isJsxAttribute(node) && node.name.getText() === 'family' && node.initializer && ts.isStringLiteral(node.initializer)) families.add(node.initializer.text);
    });
  }
  beginnings.delete('words.');
  for (const family of families) beginnings.add(`words.${family}.`);
  return { whole, beginnings: [...beginnings], families };
}

describe('texts', () => {
  it('exist in both languages under the same keys', () => {
    const plain = (map: Map<string, string>) => [...new Set([...map.keys()].map(singular))].sort();
    expect(plain(en)).toEqual(plain(zh));
  });

  it('are written in their own language', () => {
    const foreign = ['app.otherLanguage'];
    expect([...en].filter(([key, text]) => chinese.test(text) && !foreign.includes(key))).toEqual([]);
    const untranslated = [...zh].filter(([key, text]) => /[A-Za-z]{3,}/.test(text.replace(/\{\{\w+\}\}/g, '')) && !chinese.test(text) && !foreign.includes(key));
    expect(untranslated).toEqual([]);
  });

  it('take the same values in both languages', () => {
    const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();
    const different = [...zh].filter(([key, text]) => JSON.stringify(holes(text)) !== JSON.stringify(holes(en.get(key) ?? '')));
    expect(different.map(([key]) => key)).toEqual([]);
  });

  it('are there for every key the pages use', () => {
    expect([...used().whole].filter((key) => !known.has(key))).toEqual([]);
  });

  it('are there for every family of words the pages use', () => {
    expect([...used().families].filter((family) => ![...known].some((key) => key.startsWith(`words.${family}.`)))).toEqual([]);
  });

  it('are all used', () => {
    const { whole, beginnings } = used();
    expect([...known].filter((key) => !whole.has(key) && !beginnings.some((start) => key.startsWith(start)))).toEqual([]);
  });
});

describe('pages', () => {
  const readable = new Set(['title', 'label', 'placeholder', 'aria-label', 'alt', 'hint', 'description', 'subTitle', 'okText', 'cancelText', 'extra', 'done', 'empty']);

  it('hold no text of either language outside the texts', () => {
    const found: string[] = [];
    for (const { path, tree } of all.filter((source) => source.path.endsWith('.tsx'))) {
      walk(tree, (node) => {
        const text = ts.isJsxText(node) || ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node) ? node.text : '';
        const where = `${path}: ${text.trim()}`;
        if (chinese.test(text)) found.push(where);
        if (ts.isJsxText(node) && /[A-Za-z]{2,}/.test(text)) found.push(where);
        const holder = node.parent;
        const name = holder && ts.isJsxAttribute(holder) ? holder.name.getText() : holder && ts.isPropertyAssignment(holder) ? holder.name.getText() : '';
        if (ts.isStringLiteral(node) && readable.has(name) && /[A-Za-z]{2,}/.test(text) && !known.has(text)) found.push(where);
      });
    }
    expect(found).toEqual([]);
  });
});
