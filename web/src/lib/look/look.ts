/**
 * What a browser can see of a file before it is sent. By its content alone: names and endings say nothing. Nothing here is
 * a second reader; what a file is, the server says.
 */

/** Bytes that are looked at; a family shows in the first lines or nowhere. */
export const headBytes = 64 * 1024;

export type Family = 'pdf' | 'docx' | 'xlsx' | 'zip' | 'gzip' | 'xml' | 'json' | 'csv' | 'text' | 'png' | 'binary' | 'empty';
export type Encoding = 'utf-8' | 'gbk' | 'utf-16';

export interface Look {
  family: Family;
  /** Of a text; null where it is none, or none that is read. */
  encoding: Encoding | null;
  /** Local name of the root element of XML. */
  root?: string;
  /** Keys of the JSON object, or of the first object of its list. */
  keys?: string[];
  /** Headings of a table, as written. */
  headings?: string[];
  /** The beginning as text; empty where it is none. */
  head: string;
}

const starts = (bytes: Uint8Array, ...signs: number[]) => signs.every((sign, at) => bytes[at] === sign);

function ascii(bytes: Uint8Array): string {
  let out = '';
  for (let at = 0; at < bytes.length; at += 8192) out += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return out;
}

/** The container of office documents tells itself by its members' names, which stand uncompressed before them. */
function packed(bytes: Uint8Array): Family {
  const names = ascii(bytes);
  if (names.includes('xl/')) return 'xlsx';
  if (names.includes('word/')) return 'docx';
  return 'zip';
}

function decode(bytes: Uint8Array, label: string, cut: boolean): string | null {
  // A head may end within a character: up to three bytes of it are no fault.
  for (let less = 0; less <= (cut ? 3 : 0); less += 1) {
    try {
      return new TextDecoder(label, { fatal: true }).decode(bytes.subarray(0, bytes.length - less));
    } catch {
      // one byte less
    }
  }
  return null;
}

/** The text of some bytes and how it is encoded; null where no encoding that is read fits. */
export function textOf(bytes: Uint8Array, cut: boolean): { text: string; encoding: Encoding } | null {
  if (starts(bytes, 0xff, 0xfe) || starts(bytes, 0xfe, 0xff)) {
    const text = decode(bytes, starts(bytes, 0xff, 0xfe) ? 'utf-16le' : 'utf-16be', cut);
    return text === null ? null : { text, encoding: 'utf-16' };
  }
  if (bytes.includes(0)) return null;
  const utf8 = decode(bytes, 'utf-8', cut);
  if (utf8 !== null) return { text: utf8.replace(/^\uFEFF/, ''), encoding: 'utf-8' };
  const gbk = decode(bytes, 'gb18030', cut);
  return gbk === null ? null : { text: gbk, encoding: 'gbk' };
}

/** The root element behind declarations, comments and a document type. */
export function rootOf(text: string): string | undefined {
  let rest = text.trimStart();
  for (;;) {
    const skipped = /^(?:<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!DOCTYPE[^>[]*(?:\[[\s\S]*?\]\s*)?>)\s*/i.exec(rest);
    if (!skipped) break;
    rest = rest.slice(skipped[0].length);
  }
  return /^<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)[\s/>]/.exec(rest)?.[1];
}

/** Keys of the outermost object, or of the first object of an outermost list; the text may break off anywhere. */
export function keysOf(text: string): string[] {
  const keys: string[] = [];
  const stack: string[] = [];
  let wanted = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === '"') {
      let end = at + 1;
      while (end < text.length && text.charAt(end) !== '"') end += text.charAt(end) === '\\' ? 2 : 1;
      const key = text.slice(at + 1, end);
      at = end;
      if (stack.length === wanted && stack.at(-1) === '{' && /^\s*:/.test(text.slice(end + 1, end + 12)) && keys.length < 200) keys.push(key);
    } else if (sign === '{' || sign === '[') {
      if (stack.length === 0) wanted = sign === '{' ? 1 : 2;
      stack.push(sign);
    } else if (sign === '}' || sign === ']') {
      stack.pop();
      if (stack.length < wanted) break;
    }
  }
  return keys;
}

/** The first line of a table that is not empty, cut into cells; the sign between them is the one that is there most. */
export function headingsOf(text: string): string[] | undefined {
  const from = text.search(/\S/);
  if (from < 0) return undefined;
  const best = [',', '\t', ';']
    .map((sign) => cells(text.slice(from), sign))
    .reduce((most, next) => (next.length > most.length ? next : most));
  return best.length > 1 ? best.map((cell) => cell.trim()) : undefined;
}

function cells(text: string, sign: string): string[] {
  const out: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const next = text.charAt(at);
    if (quoted) {
      if (next === '"' && text.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else if (next === '"') quoted = false;
      else cell += next;
    } else if (next === '"' && cell === '') quoted = true;
    else if (next === sign) {
      out.push(cell);
      cell = '';
    } else if (next === '\n' || next === '\r') break;
    else cell += next;
  }
  out.push(cell);
  return out;
}

/** A heading as the readers compare it: one width, lower case, letters and digits, without what stands in brackets. */
export function headingKey(text: string): string {
  let out = '';
  let brackets = 0;
  for (const sign of text.normalize('NFKC').toLowerCase()) {
    if ('([【〔'.includes(sign)) brackets += 1;
    else if (')]】〕'.includes(sign)) brackets = Math.max(0, brackets - 1);
    else if (brackets === 0 && /[\p{L}\p{N}&]/u.test(sign)) out += sign === '帐' ? '账' : sign;
  }
  return out;
}

/** Looks at the beginning of a file; `size` is that of the whole file. */
export function lookAt(bytes: Uint8Array, size: number): Look {
  const nothing = { encoding: null, head: '' };
  if (size === 0) return { family: 'empty', ...nothing };
  if (starts(bytes, 0x25, 0x50, 0x44, 0x46, 0x2d)) return { family: 'pdf', ...nothing };
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47)) return { family: 'png', ...nothing };
  if (starts(bytes, 0x1f, 0x8b)) return { family: 'gzip', ...nothing };
  if (starts(bytes, 0x50, 0x4b, 0x03, 0x04)) return { family: packed(bytes), ...nothing };
  const found = textOf(bytes, size > bytes.length);
  if (!found) return { family: 'binary', ...nothing };
  const { text, encoding } = found;
  const head = text.slice(0, 4096);
  const first = text.trimStart().charAt(0);
  if (first === '<') {
    const root = rootOf(text);
    if (root) return { family: 'xml', encoding, root, head };
  }
  if (first === '{' || first === '[') {
    const keys = keysOf(text);
    if (keys.length > 0 || /^\s*(?:\[\s*\]|\{\s*\})\s*$/.test(text)) return { family: 'json', encoding, keys, head };
  }
  const headings = headingsOf(text);
  if (headings) return { family: 'csv', encoding, headings, head };
  return { family: 'text', encoding, head };
}

/** Words that stand on classified papers. A file that carries one is held back until somebody says that it is none. */
export function looksClassified(name: string, head: string): boolean {
  // A paper's mark has its star; the words alone stand in many a harmless text (机密性, 商业秘密).
  return /绝密|机密(?!性)|涉密/u.test(name) || /(?:绝密|机密|秘密)\s*[★☆]/u.test(head);
}
