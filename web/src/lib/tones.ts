import type { Tone } from '../theme';

/** One colour per state, the same on every page. */
const table: Record<string, Record<string, Tone>> = {
  standing: { open: 'active', submitted: 'waiting', not_admitted: 'bad', returned: 'bad', compliant: 'good', non_compliant: 'bad', withdrawn: 'neutral' },
  submission: {
    received: 'active', not_admitted: 'bad', admitted: 'active', assessed: 'waiting', under_review: 'waiting', intended: 'waiting', drafted: 'waiting',
    returned: 'bad', decided: 'neutral', superseded: 'neutral', withdrawn: 'neutral',
  },
  verdict: { compliant: 'good', compliant_with_remarks: 'remark', partly_compliant: 'waiting', non_compliant: 'bad', undetermined: 'unknown' },
  outcome: { pass: 'good', fail: 'bad', undetermined: 'unknown', later: 'neutral' },
  ruleSeverity: { blocking: 'bad', major: 'waiting', minor: 'remark', advice: 'neutral' },
  severity: { critical: 'bad', high: 'bad', medium: 'waiting', low: 'remark', info: 'neutral', unknown: 'unknown' },
  rectification: { ordered: 'waiting', planned: 'active', handed_in: 'active', under_re_review: 'active', returned: 'bad', closed: 'good' },
  planState: { none: 'neutral', waiting: 'waiting', accepted: 'good', returned: 'bad' },
  progress: { planned: 'neutral', started: 'active', blocked: 'bad', done: 'good' },
  extension: { requested: 'waiting', granted: 'good', refused: 'bad' },
  escalation: { proposed: 'waiting', endorsed: 'waiting', confirmed: 'bad', dismissed: 'neutral', closed: 'good' },
  deviation: { requested: 'waiting', returned: 'bad', endorsed: 'waiting', granted: 'good', expired: 'neutral', refused: 'bad', withdrawn: 'neutral', revoked: 'bad' },
  assetName: { unmatched: 'waiting', ambiguous: 'unknown', mapped: 'good', disowned: 'neutral', released: 'neutral' },
  notice: { drafted: 'waiting', checked: 'waiting', issued: 'active', served: 'good', void: 'neutral' },
  sensitivity: { ordinary: 'neutral', internal: 'remark', restricted: 'bad' },
  supervision: { S0: 'good', S1: 'remark', S2: 'waiting', S3: 'bad', S4: 'bad' },
  authorisation: { granted: 'good', conditional: 'remark', suspended: 'bad', withdrawn: 'bad' },
  findingStatus: { new: 'waiting', persistent: 'bad', reappeared: 'bad', fixed: 'good', not_scanned: 'unknown' },
  applicability: { 本国规定: 'active', 境外参考: 'remark', 约定: 'good', 判断: 'unknown' },
};

export const toneOf = (family: string, value: string): Tone => table[family]?.[value] ?? 'neutral';
