import { PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Select } from 'antd';
import type { NewNonconformity, RuleResult } from '../api/types';
import { useWords } from '../lib/words';
import { worstFirst } from '../lib/values';
import { State } from './State';

/** A nonconformity that may be stated: ticked ones are. */
export interface Draft {
  rule: string;
  severity: string;
  text: string;
  chosen: boolean;
}

/** Failing rules become drafts; blocking and major ones are ticked. */
export function draftsOf(results: RuleResult[], zh: boolean): Draft[] {
  return worstFirst(results)
    .filter((result) => result.outcome === 'fail' && result.severity !== 'advice')
    .map((result) => ({
      rule: result.rule,
      severity: result.severity,
      text: zh ? result.message_zh : result.message_en,
      chosen: result.severity === 'blocking' || result.severity === 'major',
    }));
}

export const chosenOf = (drafts: Draft[] | undefined): NewNonconformity[] =>
  (drafts ?? []).filter((draft) => draft.chosen).map(({ rule, severity, text }) => ({ rule, severity, text }));

export function NonconformityPicker({ value = [], onChange }: { value?: Draft[]; onChange?: (value: Draft[]) => void }) {
  const { t, word } = useWords();
  const change = (index: number, part: Partial<Draft>) => onChange?.(value.map((draft, at) => (at === index ? { ...draft, ...part } : draft)));
  return (
    <div className="stack" style={{ gap: 8 }}>
      {value.length === 0 && <span className="quiet">{t('decide.noFailing')}</span>}
      {value.map((draft, index) => (
        <div key={`${draft.rule} ${index}`} style={{ display: 'grid', gridTemplateColumns: '24px 1fr', gap: 6 }}>
          <Checkbox
            checked={draft.chosen}
            aria-label={t('decide.state', { text: draft.rule || draft.text })}
            onChange={(event) => change(index, { chosen: event.target.checked })}
          />
          <div>
            <span className="states" style={{ marginBottom: 4 }}>
              {draft.rule ? (
                <State family="ruleSeverity" value={draft.severity} />
              ) : (
                <Select
                  size="small"
                  aria-label={t('findings.severity')}
                  style={{ width: 110 }}
                  value={draft.severity}
                  onChange={(severity: string) => change(index, { severity })}
                  options={['blocking', 'major', 'minor'].map((each) => ({ value: each, label: word('ruleSeverity', each) }))}
                />
              )}
              <span className="mono quiet">{draft.rule || t('submissions.foundByPerson')}</span>
            </span>
            <Input.TextArea
              autoSize={{ minRows: 1, maxRows: 6 }}
              maxLength={4000}
              disabled={!draft.chosen}
              aria-label={t('decide.text', { text: draft.rule })}
              value={draft.text}
              onChange={(event) => change(index, { text: event.target.value })}
            />
          </div>
        </div>
      ))}
      <div>
        <Button size="small" icon={<PlusOutlined />} onClick={() => onChange?.([...value, { rule: '', severity: 'major', text: '', chosen: true }])}>
          {t('decide.addOwn')}
        </Button>
      </div>
    </div>
  );
}
