import { describe, expect, it } from 'vitest';
import { fingerprint, known, sendLarge } from '../src/api/tus';
import { Refusal, Unreachable } from '../src/api/problem';

const piece = 4096;
const file = (bytes: Uint8Array<ArrayBuffer>, name = 'scan.nessus') => new File([bytes], name, { lastModified: 1_700_000_000_000 });
const noisy = (size: number) => Uint8Array.from({ length: size }, (_, at) => (at * 31 + (at >> 8)) % 251);

/** A server in memory: takes pieces, breaks the line when told, checks checksums. */
function server(breaks: number[] = []) {
  const parts = new Map<string, { size: number; print: string; name: string; bytes: number[] }>();
  const asked: string[] = [];
  let patches = 0;
  const meta = (headers: Record<string, string>, key: string) => {
    const pair = (headers['Upload-Metadata'] ?? '').split(',').find((each) => each.startsWith(`${key} `));
    return new TextDecoder().decode(Uint8Array.from(atob(pair?.split(' ')[1] ?? ''), (c) => c.charCodeAt(0)));
  };
  const answer = async (method: string, url: string, headers: Record<string, string>, body: Blob | null) => {
    asked.push(method);
    if (method === 'POST') {
      const id = `p${parts.size}`;
      parts.set(id, { size: Number(headers['Upload-Length']), name: meta(headers, 'filename'), print: meta(headers, 'fingerprint'), bytes: [] });
      return { status: 201, offset: null, location: `/api/v1/uploads/u/tus/${id}`, text: '' };
    }
    const part = parts.get(url.split('/').at(-1) ?? '');
    if (!part) return { status: 404, offset: null, location: null, text: '{"detail":"gone","code":"not_found"}' };
    if (method === 'HEAD') return { status: 200, offset: part.bytes.length, location: null, text: '' };
    patches += 1;
    const given = new Uint8Array(await (body ?? new Blob()).arrayBuffer());
    if (Number(headers['Upload-Offset']) !== part.bytes.length) return { status: 409, offset: null, location: null, text: '{"detail":"offset"}' };
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', given));
    expect(headers['Upload-Checksum']).toBe(`sha256 ${btoa(String.fromCharCode(...digest))}`);
    if (breaks.includes(patches)) throw new Unreachable();
    part.bytes.push(...given);
    return { status: 204, offset: part.bytes.length, location: null, text: '' };
  };
  const send = (method: string, url: string, headers: Record<string, string>, body: Blob | null) => ({ said: answer(method, url, headers, body), abort: () => {} });
  const look = async () =>
    ({
      unfinished: [...parts].filter(([, p]) => p.bytes.length < p.size).map(([id, p]) => ({ id, name: p.name, size: p.size, received: p.bytes.length, fingerprint: p.print })),
      files: [...parts.values()].filter((p) => p.bytes.length === p.size).map((p) => ({ name: p.name, size: p.size, sha256: 'whole' })),
    }) as never;
  return { parts, asked, send, look };
}
const atOnce = async () => undefined;

describe('a large file', () => {
  it('arrives whole over a line that breaks', async () => {
    const bytes = noisy(2 * piece + 5);
    const { parts, send, look, asked } = server([1, 3]);
    const shares: number[] = [];
    const kept = await sendLarge('u', file(bytes), (share) => shares.push(share), look, send, atOnce, piece).done;
    expect(kept.sha256).toBe('whole');
    expect(parts.get('p0')?.bytes.length).toBe(bytes.length);
    expect(parts.get('p0')?.bytes.every((byte, at) => byte === bytes[at])).toBe(true);
    expect(shares.at(-1)).toBe(1);
    expect(asked.filter((method) => method === 'HEAD').length).toBe(3);
  });

  it('goes on where an earlier visit stopped, and only for the very same file', async () => {
    const bytes = noisy(2 * piece);
    const { parts, send, look, asked } = server([2, 3, 4, 5, 6, 7, 8, 9]);
    await expect(sendLarge('u', file(bytes), () => {}, look, send, atOnce, piece).done).rejects.toBeInstanceOf(Unreachable);
    const arrived = parts.get('p0')?.bytes.length ?? 0;
    expect(arrived).toBe(piece);
    await sendLarge('u', file(bytes), () => {}, look, send, atOnce, piece).done;
    expect(parts.size).toBe(1);
    expect(asked.filter((method) => method === 'POST').length).toBe(1);

    const other = noisy(2 * piece);
    other[3] = 250;
    const print = await fingerprint(file(other));
    const coming = [{ id: 'p0', name: 'scan.nessus', size: 2 * piece, received: 1, fingerprint: await fingerprint(file(bytes)) }];
    expect(known(coming, file(other), print)).toBeUndefined();
    expect(known(coming, file(bytes), await fingerprint(file(bytes)))?.id).toBe('p0');
  });

  it('is not tried again when the server refuses it for good', async () => {
    const { send, look, asked } = server();
    const gone: typeof send = (method, url, headers, body) => send(method, method === 'HEAD' ? '/nowhere' : url, headers, body);
    await expect(sendLarge('u', file(noisy(2 * piece)), () => {}, look, gone, atOnce, piece).done).rejects.toBeInstanceOf(Refusal);
    expect(asked).toEqual(['POST', 'HEAD']);
  });
});
