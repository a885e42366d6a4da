import type { KnownFile, Needs } from '../../api/types';
import { closest, fits } from './cover';
import { looksClassified, type Look } from './look';

/** What there is to say about a chosen file before it is sent. `held`: it is not sent as it is. */
export interface Remark {
  what: 'empty' | 'tooLarge' | 'sameContent' | 'classified' | 'encoding' | 'gbk' | 'columns' | 'noColumns' | 'unwanted' | 'known';
  tone: 'bad' | 'waiting' | 'neutral';
  held: boolean;
  values?: Record<string, string | number>;
  columns?: { zh: string; en: string }[];
  known?: KnownFile[];
}

export interface Chosen {
  name: string;
  size: number;
  look?: Look | undefined;
  sha256?: string | undefined;
  /** Somebody said that it is not classified. */
  cleared?: boolean | undefined;
}

/** Every remark about one file among the others chosen; the order is that of importance. */
export function remarksOn(file: Chosen, others: readonly Chosen[], needs: readonly Needs[], known: readonly KnownFile[]): Remark[] {
  const out: Remark[] = [];
  const most = needs[0]?.max_file_bytes;
  const { look } = file;
  if (file.size === 0) return [{ what: 'empty', tone: 'bad', held: true }];
  if (most !== undefined && file.size > most) return [{ what: 'tooLarge', tone: 'bad', held: true, values: { most } }];
  const twin = file.sha256 ? others.find((other) => other.name !== file.name && other.sha256 === file.sha256) : undefined;
  if (twin) out.push({ what: 'sameContent', tone: 'bad', held: true, values: { name: twin.name } });
  if (look) {
    if (looksClassified(file.name, look.head) && !file.cleared) out.push({ what: 'classified', tone: 'bad', held: true });
    if (look.family === 'binary') out.push({ what: 'encoding', tone: 'waiting', held: false });
    if (look.encoding === 'gbk') out.push({ what: 'gbk', tone: 'neutral', held: false });
    const table = closest(needs, look);
    if (table && table.found.length > 0 && table.lacking.length > 0) {
      out.push({ what: 'columns', tone: 'waiting', held: false, values: { format: table.option.format }, columns: table.lacking });
    } else if (table && table.found.length === 0) {
      out.push({ what: 'noColumns', tone: 'waiting', held: false });
    }
    const options = needs.flatMap((each) => each.slots.flatMap((slot) => slot.options));
    if (options.length > 0 && !options.some((option) => fits(option, look) !== 'no')) out.push({ what: 'unwanted', tone: 'waiting', held: false });
  }
  const before = file.sha256 ? known.filter((each) => each.sha256 === file.sha256) : [];
  if (before.length > 0) out.push({ what: 'known', tone: 'neutral', held: false, known: before });
  return out;
}

/** Largest file that is digested here: the browser holds it whole to do so. */
export const digestBytes = 256 * 1024 * 1024;

/** SHA-256 of a file; undefined where the browser offers none (pages without TLS) or the file is too large for it. */
export async function digestOf(file: Blob): Promise<string | undefined> {
  const { subtle } = globalThis.crypto as Partial<Crypto>;
  if (!subtle || file.size > digestBytes) return undefined;
  const bytes = new Uint8Array(await subtle.digest('SHA-256', await file.arrayBuffer()));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
