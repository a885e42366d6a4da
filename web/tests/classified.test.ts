import { describe, expect, it } from 'vitest';
import { markOf } from '../src/lib/classified';

describe('a classified file', () => {
  const marks = ['机密★', '（秘密）', '绝密级'];
  it('is known by its name, however it is spaced', () => {
    expect(markOf('机密 ★10年 方案.docx', marks)).toBe('机密★');
    expect(markOf('拓扑（ 秘密 ）.pdf', marks)).toBe('（秘密）');
  });
  it('is told from a word with the same letters', () => {
    expect(markOf('数据机密性检查表.xlsx', marks)).toBeUndefined();
    expect(markOf('scan.nessus', marks)).toBeUndefined();
  });
});
