import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '..', 'src');

export interface Source {
  path: string;
  text: string;
  tree: ts.SourceFile;
}

/** Every TypeScript file of the application, parsed. */
export function sources(): Source[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS) };
    });
}

export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  node.forEachChild((child) => walk(child, visit));
}

/** The texts of one language as flat keys. */
export function keys(language: string): Map<string, string> {
  const folder = join(root, 'i18n', language);
  const flat = new Map<string, string>();
  const add = (prefix: string, value: unknown) => {
    if (typeof value === 'string') flat.set(prefix, value);
    else if (value && typeof value === 'object') for (const [name, inner] of Object.entries(value)) add(`${prefix}.${name}`, inner);
  };
  for (const file of readdirSync(folder)) add(file.replace(/\.json$/, ''), JSON.parse(readFileSync(join(folder, file), 'utf8')));
  return flat;
}

/** A key without its plural ending: Chinese has one form, English two. */
export const singular = (key: string): string => key.replace(/_(one|other)$/, '');
