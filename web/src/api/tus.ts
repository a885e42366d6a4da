import { intent } from './intent';
import { asRefusal, Refusal, Unreachable } from './problem';
import type { Sending } from './send';
import type { UnfinishedFile, Upload } from './types';

/** From this size on a file is sent in pieces, so that a broken line costs one piece and not the file. */
export const largeFrom = 16 * 1024 * 1024;
const piece = 8 * 1024 * 1024;
/** Attempts in a row that may fail; what has arrived stays, and choosing the same file again goes on from there. */
const attempts = 8;
const version = '1.0.0';

const hex = (bytes: ArrayBuffer) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));
const text64 = (text: string) => base64(new TextEncoder().encode(text));

/** A browser gives digests only on a secure page; elsewhere the line's own checks have to do. */
async function sha256(bytes: Blob): Promise<ArrayBuffer | null> {
  if (!globalThis.crypto?.subtle) return null;
  return crypto.subtle.digest('SHA-256', await bytes.arrayBuffer());
}

/** By what a file is known again: size, time of change, and the digest of its two ends. */
export async function fingerprint(file: File): Promise<string> {
  const end = 1024 * 1024;
  const ends = await sha256(new Blob([file.slice(0, end), file.slice(Math.max(0, file.size - end))]));
  return `ends:${file.size}:${file.lastModified}:${ends ? hex(ends) : ''}`;
}

/** The entry among those on their way that is this very file. */
export function known(unfinished: UnfinishedFile[], file: File, print: string): UnfinishedFile | undefined {
  return unfinished.find((each) => each.name === file.name && each.size === file.size && each.fingerprint === print);
}

interface Said {
  status: number;
  offset: number | null;
  location: string | null;
  text: string;
}

type Send = (method: string, url: string, headers: Record<string, string>, body: Blob | null, progress: (sent: number) => void) => { said: Promise<Said>; abort: () => void };

/** One request; fetch cannot report progress. */
const request: Send = (method, url, headers, body, progress) => {
  const asked = new XMLHttpRequest();
  const said = new Promise<Said>((resolve, reject) => {
    asked.open(method, url);
    for (const [name, value] of Object.entries({ ...intent, 'Tus-Resumable': version, ...headers })) asked.setRequestHeader(name, value);
    asked.upload.onprogress = (event) => progress(event.loaded);
    asked.onload = () => {
      const offset = asked.getResponseHeader('Upload-Offset');
      resolve({ status: asked.status, offset: offset === null ? null : Number(offset), location: asked.getResponseHeader('Location'), text: asked.responseText });
    };
    asked.onerror = () => reject(new Unreachable());
    asked.onabort = () => reject(new Unreachable());
    asked.send(body);
  });
  return { said, abort: () => asked.abort() };
};

const rest = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Whether the same request may go through later: the line, the server's trouble, another offset, a broken piece. */
const passing = (status: number) => status >= 500 || status === 409 || status === 423 || status === 460 || status === 400;

/**
 * Sends a large file in pieces by tus 1.0, each with its checksum, beginning where it stopped. `progress` is told the
 * share that has arrived, 0 to 1.
 */
export function sendLarge(upload: string, file: File, progress: (share: number) => void, look: (upload: string) => Promise<Upload>, send: Send = request, wait = rest, most = piece): Sending {
  let stopped = false;
  let current: { abort: () => void } | null = null;
  const folder = `/api/v1/uploads/${encodeURIComponent(upload)}/tus`;

  async function ask(method: string, url: string, headers: Record<string, string>, body: Blob | null = null, told: (sent: number) => void = () => {}) {
    if (stopped) throw new Unreachable();
    const flying = send(method, url, headers, body, told);
    current = flying;
    return flying.said;
  }

  async function announce(print: string): Promise<string> {
    const metadata = `filename ${text64(file.name)},fingerprint ${text64(print)}`;
    const said = await ask('POST', folder, { 'Upload-Length': String(file.size), 'Upload-Metadata': metadata });
    if (said.status !== 201 || !said.location) throw asRefusal(said.status, said.text);
    return said.location;
  }

  async function give(url: string, offset: number): Promise<Said> {
    const bytes = file.slice(offset, offset + most);
    const digest = await sha256(bytes);
    const checksum: Record<string, string> = digest ? { 'Upload-Checksum': `sha256 ${base64(new Uint8Array(digest))}` } : {};
    const headers = { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': String(offset), ...checksum };
    return ask('PATCH', url, headers, bytes, (sent) => progress(Math.min(1, (offset + sent) / file.size)));
  }

  async function run() {
    const print = await fingerprint(file);
    const before = known((await look(upload)).unfinished, file, print);
    const url = before ? `${folder}/${before.id}` : await announce(print);
    let [offset, failed] = [null as number | null, 0];
    while (offset === null || offset < file.size) {
      let trouble: unknown;
      try {
        const said: Said = offset === null ? await ask('HEAD', url, {}) : await give(url, offset);
        if (said.status < 300 && said.offset !== null) {
          if (offset !== null) failed = 0;
          offset = said.offset;
          progress(offset / file.size);
          continue;
        }
        trouble = asRefusal(said.status, said.text);
        if (!passing(said.status)) throw trouble;
      } catch (reason) {
        if (stopped || reason instanceof Refusal) throw reason;
        trouble = reason;
      }
      failed += 1;
      if (failed >= attempts) throw trouble;
      await wait(250 * 2 ** Math.min(failed, 6));
      offset = null;
    }
    const kept = (await look(upload)).files.find((each) => each.name === file.name);
    if (!kept) throw new Unreachable();
    return kept;
  }

  return {
    done: run(),
    abort: () => {
      stopped = true;
      current?.abort();
    },
  };
}

/** Gives up a file that is on its way. */
export async function giveUp(upload: string, part: string): Promise<void> {
  const said = await request('DELETE', `/api/v1/uploads/${encodeURIComponent(upload)}/tus/${encodeURIComponent(part)}`, {}, null, () => {}).said;
  if (said.status !== 204 && said.status !== 404) throw asRefusal(said.status, said.text);
}
