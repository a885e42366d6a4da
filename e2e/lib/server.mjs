// The real program: started on a free port in a folder of its own, asked on the command line, stopped.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const binary = process.env.YUNJIAN_BIN ?? join(root, 'target/debug/yunjian');
export const evidence = join(root, 'demo/evidence');

/** Runs a command to its end. Rejects when its exit code is not the expected one. */
export function yunjian(args, expected = 0) {
  return new Promise((done, failed) => {
    const child = spawn(binary, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, log] = ['', ''];
    child.stdout.on('data', (part) => (out += part));
    child.stderr.on('data', (part) => (log += part));
    child.on('error', failed);
    child.on('close', (code) => {
      if (code === expected) done(out);
      else failed(new Error(`yunjian ${args.join(' ')} ended with ${code} instead of ${expected}\n${out}${log}`));
    });
  });
}

/** Starts a server and answers once it says where it listens. */
async function start(args) {
  const child = spawn(binary, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const base = await new Promise((listening, failed) => {
    const hear = (part) => {
      said += part;
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (address) listening(address[0]);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', failed);
    child.on('exit', (code) => failed(new Error(`yunjian ${args.join(' ')} ended with ${code} at once\n${said}`)));
  });
  const stop = () =>
    new Promise((stopped, failed) => {
      if (child.exitCode !== null) return failed(new Error(`the server had ended by itself with ${child.exitCode}\n${said}`));
      child.removeAllListeners('exit');
      child.on('exit', (code) => (code === 0 ? stopped() : failed(new Error(`the server ended with ${code}\n${said}`))));
      child.kill('SIGTERM');
    });
  const ended = new Promise((done) => child.once('close', done));
  const kill = () => {
    child.removeAllListeners('exit');
    child.kill('SIGKILL');
    return ended;
  };
  return { base, stop, kill, ended };
}

/** A data folder and the server on it. */
export async function open(command) {
  const data = await mkdtemp(join(tmpdir(), 'yunjian-e2e-'));
  const server = await start([...command, '--data', data, '--listen', '127.0.0.1:0']);
  const found = {
    ...server,
    data,
    /** The same data, served at a later hour: what people had open belongs to the server of before. */
    later: async (command) => {
      await found.stop();
      Object.assign(found, await start([...command, '--data', data, '--listen', '127.0.0.1:0']));
    },
    bootstrapCode: async () => (await yunjian(['admin', 'bootstrap', '--data', data])).trim(),
    replay: async () => JSON.parse(await yunjian(['verify', '--replay', '--json', '--data', data])),
    forget: () => rm(data, { recursive: true, force: true }),
  };
  return found;
}

/** The server again on a folder of before. */
export const reopen = (data, command) => start([...command, '--data', data, '--listen', '127.0.0.1:0']);

/** The Monday on which the demo's evidence of September and October has all come in: 09:00 in Beijing. */
export const serve = ['serve', '--clock-at', '2026-11-16T01:00:00Z'];
export const demo = ['demo'];
