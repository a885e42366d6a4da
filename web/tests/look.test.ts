import { describe, expect, it } from 'vitest';
import type { FormatLook, KnownFile, Needs } from '../src/api/types';
import { closest, coverage, fits } from '../src/lib/look/cover';
import { digestOf, remarksOn } from '../src/lib/look/faults';
import { headingKey, headingsOf, keysOf, lookAt, looksClassified, rootOf } from '../src/lib/look/look';

const utf8 = (text: string) => new TextEncoder().encode(text);
const look = (bytes: Uint8Array) => lookAt(bytes, bytes.length);
/** 账号名,是否在用 in GBK, and a line under it. */
const gbk = Uint8Array.from([0xd5, 0xcb, 0xba, 0xc5, 0xc3, 0xfb, 0x2c, 0xca, 0xc7, 0xb7, 0xf1, 0xd4, 0xda, 0xd3, 0xc3, 0x0a, 0x61, 0x2c, 0x31, 0x0a]);

const option = (format: string, family: string | null, marks: string[][] = [], columns: FormatLook['columns'] = []): FormatLook => ({ format, family, marks, columns });
const column = (name: string, zh: string, wanted = false): FormatLook['columns'][number] => ({ name, zh, en: name, wanted, keys: [headingKey(name), headingKey(zh)] });
const accounts = option('csv:accounts(name,live,owner)', 'csv', [], [column('name', '账号名', true), column('live', '是否在用', true), column('owner', '责任人', true), column('mfa', '多因素')]);
const needs: Needs = {
  obligation: 'A', max_file_bytes: 1000, max_files: 5,
  slots: [
    { kind: 'scan', required: true, options: [option('nessus-v2', 'xml', [['NessusClientData_v2']]), option('trivy-json', 'json', [['SchemaVersion', 'Results']])] },
    { kind: 'record', required: true, options: [accounts, option('form', 'form')] },
    { kind: 'log', required: false, options: [option('evtx', null)] },
  ],
};

describe('what a file is shows in its content', () => {
  it('by signs, never by its name', () => {
    expect(look(utf8('%PDF-1.7\n')).family).toBe('pdf');
    expect(look(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 1])).family).toBe('png');
    expect(look(Uint8Array.from([0x1f, 0x8b, 8])).family).toBe('gzip');
    expect(look(Uint8Array.from([0x50, 0x4b, 3, 4, ...utf8('....xl/workbook.xml')])).family).toBe('xlsx');
    expect(look(Uint8Array.from([0x50, 0x4b, 3, 4, ...utf8('....word/document.xml')])).family).toBe('docx');
    expect(look(Uint8Array.from([0x50, 0x4b, 3, 4, ...utf8('....scan.xml')])).family).toBe('zip');
    expect(look(Uint8Array.from([0, 1, 2, 3])).family).toBe('binary');
    expect(lookAt(new Uint8Array(), 0).family).toBe('empty');
    expect(look(utf8('Nov 1 host sshd: ok\n')).family).toBe('text');
  });

  it('XML by its root, behind declarations and comments', () => {
    expect(rootOf('<?xml version="1.0"?>\n<!-- <a> --><!DOCTYPE r [<!ENTITY x "y">]><n:r a="1">')).toBe('r');
    expect(look(utf8('\uFEFF<NessusClientData_v2>')).root).toBe('NessusClientData_v2');
    expect(rootOf('<!-- never closed')).toBeUndefined();
    expect(look(utf8('< not xml, but text')).family).not.toBe('xml');
  });

  it('JSON by the keys of its first object, wherever it breaks off', () => {
    expect(keysOf('{"a": {"b": 1, "x\\"y": "c:"}, "d": [{"e": 1}], "f')).toEqual(['a', 'd']);
    expect(keysOf('[{"a": 1, "b": {"c": 2}}, {"z": 1}]')).toEqual(['a', 'b']);
    expect(look(utf8('{"a":1}\n{"b":2}\n')).keys).toEqual(['a']);
    expect(look(utf8('[2026-11-01] started')).family).toBe('text');
  });

  it('text as UTF-8 or GBK, also when the head ends within a character', () => {
    expect(look(gbk)).toMatchObject({ family: 'csv', encoding: 'gbk', headings: ['账号名', '是否在用'] });
    const text = utf8('账号名,是否在用\n');
    expect(look(text)).toMatchObject({ family: 'csv', encoding: 'utf-8' });
    expect(lookAt(text.subarray(0, 10), 500)).toMatchObject({ encoding: 'utf-8' });
    expect(look(Uint8Array.from([0xff, 0xfe, 0x61, 0, 0x2c, 0, 0x62, 0]))).toMatchObject({ family: 'csv', encoding: 'utf-16' });
    expect(look(Uint8Array.from([0x61, 0xff, 0xff, 0x62])).family).toBe('binary');
  });

  it('tables by their first line, whatever parts the cells', () => {
    expect(headingsOf('\n "a, b";c\n1;2')).toEqual(['a, b', 'c']);
    expect(headingsOf('a\tb\tc')).toEqual(['a', 'b', 'c']);
    expect(headingsOf('"say ""x""",b')).toEqual(['say "x"', 'b']);
    expect(headingsOf('one column\n')).toBeUndefined();
  });

  it('headings are compared as the readers do', () => {
    expect(headingKey(' Component_ID* ')).toBe('componentid');
    expect(headingKey('账号名（必填）')).toBe('账号名');
    expect(headingKey('ＩＰ地址')).toBe('ip地址');
    expect(headingKey('帐号')).toBe('账号');
  });
});

describe('what is asked for is found or lacks', () => {
  const nessus = look(utf8('<NessusClientData_v2>'));
  it('slot by slot', () => {
    const found = coverage(needs, [{ name: 'a', look: nessus }], false);
    expect(found.map((each) => each.fit)).toEqual(['yes', 'no', 'maybe']);
    expect(found[0]?.by).toEqual(['a']);
    expect(coverage(needs, [], true).map((each) => each.fit)).toEqual(['no', 'yes', 'no']);
    expect(coverage(needs, [{ name: 'sent before' }], false).map((each) => each.fit)).toEqual(['maybe', 'maybe', 'maybe']);
  });

  it('a table by its columns', () => {
    expect(fits(accounts, look(gbk))).toBe('yes');
    expect(fits(accounts, look(utf8('x,y,z\n')))).toBe('no');
    expect(closest([needs], look(gbk))?.lacking.map((each) => each.zh)).toEqual(['责任人']);
  });

  it('a report of another kind is none, an archive may be', () => {
    const [first] = needs.slots;
    expect(first?.options.map((each) => fits(each, look(utf8('<nmaprun/>'))))).toEqual(['no', 'no']);
    expect(first?.options.map((each) => fits(each, look(utf8('{"SchemaVersion":2,"Results":[]}'))))).toEqual(['no', 'yes']);
    expect(fits(needs.slots[0]!.options[0]!, look(Uint8Array.from([0x1f, 0x8b, 8])))).toBe('maybe');
  });
});

describe('what is wrong is said before anything is sent', () => {
  const say = (file: Parameters<typeof remarksOn>[0], others: Parameters<typeof remarksOn>[1] = [], known: KnownFile[] = []) =>
    remarksOn(file, others, [needs], known).map((each) => `${each.what}${each.held ? ' held' : ''}`);
  it('size, emptiness, twins', () => {
    expect(say({ name: 'a', size: 0 })).toEqual(['empty held']);
    expect(say({ name: 'a', size: 1001 })).toEqual(['tooLarge held']);
    expect(say({ name: 'a', size: 9, sha256: 'x' }, [{ name: 'b', size: 9, sha256: 'x' }])).toEqual(['sameContent held']);
    expect(say({ name: 'a', size: 9, sha256: 'x' }, [{ name: 'a', size: 9, sha256: 'x' }])).toEqual([]);
  });
  it('encoding, columns, kinds nobody asked for', () => {
    expect(say({ name: 'a', size: 9, look: look(gbk) })).toEqual(['gbk', 'columns']);
    expect(say({ name: 'a', size: 9, look: look(utf8('x,y,z\n')) })).toEqual(['noColumns']);
    const strict: Needs = { ...needs, slots: needs.slots.slice(0, 2) };
    expect(remarksOn({ name: 'a', size: 9, look: look(utf8('%PDF-')) }, [], [strict], []).map((each) => each.what)).toEqual(['unwanted']);
  });
  it('classified marks hold a file back until somebody answers for it', () => {
    const marked = { name: '机密 报告.csv', size: 9, look: look(utf8('%PDF-')) };
    expect(say(marked)).toContain('classified held');
    expect(say({ ...marked, cleared: true })).not.toContain('classified held');
    expect(looksClassified('a.txt', '秘密★1年')).toBe(true);
    expect(looksClassified('a.txt', '商业秘密保护制度；机密性')).toBe(false);
  });
  it('what was handed in before', async () => {
    const sha256 = await digestOf(new Blob(['abc']));
    expect(sha256).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    const known = [{ sha256: sha256!, submission: 's', platform: { id: 'p', name: 'P' }, obligation: 'A', period: '2026-09', state: 'assessed', received_at: '2026-10-01T00:00:00Z' }];
    expect(say({ name: 'a', size: 3, sha256 }, [], known)).toEqual(['known']);
  });
});
