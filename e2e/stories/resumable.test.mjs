// Large files by tus 1.0, as a client that others wrote speaks it: over lines that are cut, with a server that is killed in the middle.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { connect, createServer } from 'node:net';
import { test } from 'node:test';
import * as tus from 'tus-js-client';
import { demo, open, reopen } from '../lib/server.mjs';

const size = 24 * 1024 * 1024;
const bytes = Buffer.alloc(size);
for (let at = 0; at < size; at += 4) bytes.writeUInt32BE((at * 2654435761) % 4294967296, at);
const digest = createHash('sha256').update(bytes).digest('hex');

/** Signs in, opens an upload for the first due item that waits, and answers what a client needs. */
async function opened(base) {
  const post = (path, body, headers = {}) =>
    fetch(`${base}/api/v1${path}`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-yunjian': '1', ...headers }, body: JSON.stringify(body) });
  const signedIn = await post('/session', { login: 'donglan', password: 'yunjian-demo' });
  const headers = { cookie: signedIn.headers.get('set-cookie').split(';')[0], 'x-yunjian': '1' };
  const made = await (await post('/tokens', { label: 'tus', days: 1 }, headers)).json();
  const bearer = { authorization: `Bearer ${made.secret}` };
  const get = async (path) => (await fetch(`${base}/api/v1${path}`, { headers: bearer })).json();
  const due = (await get('/dues?limit=200')).items.find((row) => row.obligation === 'A-12.3-G-1/1' && row.party === 'provider');
  const upload = await (await post('/uploads', { platform: due.platform.id ?? due.platform, dues: [due.id] }, headers)).json();
  return { bearer, upload: upload.id };
}

const shown = async (base, { bearer, upload }) => (await fetch(`${base}/api/v1/uploads/${upload}`, { headers: bearer })).json();

/** A line to the server that breaks after so many bytes, as often as told. */
async function line(target, cutAfter, cuts) {
  let left = cuts;
  const server = createServer((client) => {
    const out = connect(Number(new URL(target).port), '127.0.0.1');
    let passed = 0;
    client.on('data', (part) => {
      passed += part.length;
      if (passed > cutAfter && left > 0) {
        left -= 1;
        client.destroy();
        out.destroy();
      } else out.write(part);
    });
    out.on('data', (part) => client.write(part));
    for (const [one, other] of [[client, out], [out, client]]) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return { base: `http://127.0.0.1:${server.address().port}`, left: () => left, close: () => server.close() };
}

/** Sends with tus-js-client; `watch` sees how much was accepted. */
function send(endpoint, headers, more = {}) {
  return new Promise((done, failed) => {
    const upload = new tus.Upload(bytes, {
      endpoint, headers, metadata: { filename: 'large.bin' }, retryDelays: [0, 100, 300, 300, 300, 1000], uploadSize: size,
      onSuccess: () => done(upload), onError: failed, ...more,
    });
    upload.start();
    more.started?.(upload);
  });
}

test('a foreign client goes on after every cut', async () => {
  const server = await open(demo);
  const way = await line(server.base, 7_000_000, 3);
  try {
    const ours = await opened(server.base);
    await send(`${way.base}/api/v1/uploads/${ours.upload}/tus`, ours.bearer);
    assert.equal(way.left(), 0, 'the line was cut as often as told');
    const { files, unfinished } = await shown(server.base, ours);
    assert.deepEqual(files.map((file) => [file.name, file.sha256]), [['large.bin', digest]]);
    assert.deepEqual(unfinished, []);
  } finally {
    way.close();
    await server.stop();
    await server.forget();
  }
});

test('a foreign client goes on after the server was killed', async () => {
  const server = await open(demo);
  let again;
  try {
    const ours = await opened(server.base);
    const url = await new Promise((found, failed) => {
      const upload = new tus.Upload(bytes, {
        endpoint: `${server.base}/api/v1/uploads/${ours.upload}/tus`, headers: ours.bearer, metadata: { filename: 'large.bin' },
        uploadSize: size, chunkSize: 4 * 1024 * 1024, retryDelays: null,
        onChunkComplete: (_, accepted) => {
          if (accepted < 12 * 1024 * 1024) return;
          found(upload.url);
          void server.kill();
        },
        onError: () => {}, onSuccess: () => failed(new Error('it should not have got so far')),
      });
      upload.start();
    });
    await server.ended;
    again = await reopen(server.data, demo);
    const { unfinished } = await shown(again.base, ours);
    assert.equal(unfinished.length, 1);
    assert.ok(unfinished[0].received >= 12 * 1024 * 1024, 'what was acknowledged is there');
    let first = null;
    await send(undefined, ours.bearer, {
      uploadUrl: new URL(new URL(url).pathname, again.base).href, endpoint: null, chunkSize: 4 * 1024 * 1024,
      onProgress: (sent) => { first ??= sent; },
    });
    assert.ok(first >= unfinished[0].received, 'nothing that was there was sent again');
    const { files } = await shown(again.base, ours);
    assert.equal(files[0].sha256, digest);
  } finally {
    await again?.stop();
    await server.forget();
  }
});

test('a foreign client ends what it began', async () => {
  const server = await open(demo);
  try {
    const ours = await opened(server.base);
    const upload = await new Promise((found, failed) => {
      const begun = new tus.Upload(bytes, {
        endpoint: `${server.base}/api/v1/uploads/${ours.upload}/tus`, headers: ours.bearer, metadata: { filename: 'large.bin' },
        uploadSize: size, chunkSize: 1024 * 1024, retryDelays: null, onChunkComplete: () => found(begun), onError: failed,
      });
      begun.start();
    });
    await upload.abort(true);
    const { files, unfinished } = await shown(server.base, ours);
    assert.deepEqual([files, unfinished], [[], []]);
  } finally {
    await server.stop();
    await server.forget();
  }
});
