import { describe as group, expect, it } from 'vitest';
import { asRefusal, describe, Refusal, Unreachable } from '../src/api/problem';

const body = JSON.stringify({
  code: 'too_large', title: 'too large', status: 413, detail: 'the file is larger than 50 MB', detail_zh: '文件超过 50 MB',
  errors: [{ place: 'a.xml, line 3', rule: 'depth', message: 'nested too deep', message_zh: '嵌套过深' }, { place: '/x', rule: 'r', message: 'only English' }],
});

group('a refusal', () => {
  const refusal = asRefusal(413, body);
  it('speaks the language of the page', () => {
    expect(describe(refusal, 'zh-CN')).toEqual({
      kind: 'refusal', code: 'too_large', sentence: '文件超过 50 MB',
      faults: [{ place: 'a.xml, line 3', rule: 'depth', message: '嵌套过深' }, { place: '/x', rule: 'r', message: 'only English' }],
    });
    expect(describe(refusal, 'en').sentence).toBe('the file is larger than 50 MB');
    expect(describe(refusal, 'en').faults[0]?.message).toBe('nested too deep');
  });

  it('keeps its status when the answer is no problem document', () => {
    const strange = asRefusal(500, '<html>oops</html>');
    expect(strange).toBeInstanceOf(Refusal);
    expect(describe(strange, 'en')).toMatchObject({ kind: 'refusal', code: 'http_500', sentence: null });
  });

  it('is told apart from a server that is not there', () => {
    expect(asRefusal(502, 'bad gateway')).toBeInstanceOf(Unreachable);
    expect(describe(new Unreachable(), 'en').kind).toBe('unreachable');
    expect(describe(new Error('x'), 'en').kind).toBe('unknown');
  });
});
