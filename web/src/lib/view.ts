import { useSearchParams } from 'react-router';

/** What of a file is looked at; it stands in the address, so that the very place can be shared. */
export interface Asked {
  place?: string | undefined;
  member?: string | undefined;
  sheet?: number | undefined;
  from?: number | undefined;
  text?: boolean | undefined;
}

const names = ['place', 'member', 'sheet', 'from', 'text'] as const;

function write(search: URLSearchParams, asked: Asked): void {
  for (const name of names) search.delete(name);
  if (asked.place) search.set('place', asked.place);
  if (asked.member) search.set('member', asked.member);
  if (asked.sheet) search.set('sheet', String(asked.sheet));
  if (asked.from) search.set('from', String(asked.from));
  if (asked.text) search.set('text', '1');
}

const whole = (text: string | null): number | undefined => (text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined);

/** Reads what is asked for from the address, and changes it there. */
export function useAsked() {
  const [search, setSearch] = useSearchParams();
  const asked: Asked = {
    place: search.get('place') ?? undefined,
    member: search.get('member') ?? undefined,
    sheet: whole(search.get('sheet')),
    from: whole(search.get('from')),
    text: search.get('text') === '1',
  };
  const ask = (next: Asked) =>
    setSearch((old) => {
      const fresh = new URLSearchParams(old);
      write(fresh, next);
      return fresh;
    });
  return { asked, ask };
}

/** The page of a file, at a place. */
export function filePath(submission: string, sha256: string, asked: Asked = {}): string {
  const search = new URLSearchParams();
  write(search, asked);
  const query = search.toString();
  return `/submissions/${encodeURIComponent(submission)}/files/${encodeURIComponent(sha256)}${query ? `?${query}` : ''}`;
}

/** The submission's own page with the file opened beside it. */
export function besidePath(submission: string, sha256: string, asked: Asked = {}): string {
  const search = new URLSearchParams();
  write(search, asked);
  search.set('file', sha256);
  return `/submissions/${encodeURIComponent(submission)}?${search.toString()}`;
}

/** Letters of a column as workbooks call it: 0 is A, 26 is AA. */
export function letters(column: number): string {
  let text = '';
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26)) text = String.fromCharCode(65 + ((left - 1) % 26)) + text;
  return text;
}

/** A fault of intake names the file before the place. */
export function splitFault(place: string, files: { name?: string | null; sha256: string }[]): { sha256: string; place: string } | null {
  for (const { name, sha256 } of files) {
    const called = name ?? sha256;
    if (place === called) return { sha256, place: '' };
    if (place.startsWith(`${called}: `)) return { sha256, place: place.slice(called.length + 2) };
  }
  return null;
}
