import { Alert, App, Button, DatePicker, Form } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { api } from '../api/client';
import { asRefusal, describe } from '../api/problem';
import type { Many } from '../api/types';
import { useServerClock } from '../lib/session';
import { endOfDay, picker } from '../lib/time';
import { useWords } from '../lib/words';
import { Action, ReasonField } from './Action';
import { sentence } from './Trouble';

/** What the server takes at once. */
const most = 200;

/** One of many that was refused, and why. */
export interface Refused {
  id: string;
  why: string;
}

/** Runs something for many at once and tells what was refused, row by row; that stays chosen. */
export function useMany(onChoose: (keys: string[]) => void) {
  const { t, language } = useWords();
  const { message } = App.useApp();
  const [refused, setRefused] = useState<Refused[]>([]);
  async function run(ids: string[], ask: (ids: string[]) => Promise<Many>) {
    setRefused([]);
    const left: Refused[] = [];
    let done = 0;
    for (let from = 0; from < ids.length; from += most) {
      const answer = await ask(ids.slice(from, from + most));
      done += answer.done;
      for (const { id, problem } of answer.rows) {
        if (problem) left.push({ id, why: sentence(describe(asRefusal(problem.status, JSON.stringify(problem)), language), t) });
      }
    }
    setRefused(left);
    onChoose(left.map(({ id }) => id));
    if (done > 0) void message.success(t('many.done', { count: done }));
  }
  return { run, refused };
}

/** What was refused, each with its reason. */
export function RefusedRows<R extends { id: string }>({ refused, rows, name }: { refused: Refused[]; rows: R[]; name: (row: R) => string }) {
  const { t } = useWords();
  if (refused.length === 0) return null;
  const named = new Map(rows.map((row) => [row.id, name(row)]));
  return (
    <Alert
      type="error"
      showIcon
      title={t('many.refused', { count: refused.length })}
      description={
        <ul className="plain">
          {refused.map(({ id, why }) => <li key={id}>{t('many.refusedOne', { what: named.get(id) ?? id, why })}</li>)}
        </ul>
      }
    />
  );
}

interface Props<R> {
  about: 'due' | 'rectification' | 'notice';
  rows: R[];
  chosen: string[];
  onChoose: (keys: string[]) => void;
  may: (row: R) => boolean;
  name: (row: R) => string;
  /** Absent where there is no time to give, or nobody who may give it. */
  extend?: ((ids: string[], until: string, reason: string) => Promise<Many>) | undefined;
}

/** Reminds many, or gives many more time: one reason, one record each. */
export function ManyActions<R extends { id: string }>({ about, rows, chosen, onChoose, may, name, extend }: Props<R>) {
  const { t } = useWords();
  const now = useServerClock();
  const { run, refused } = useMany(onChoose);
  const all = rows.filter(may);
  if (all.length === 0) return <RefusedRows refused={refused} rows={rows} name={name} />;
  const button = { size: 'small' as const, disabled: chosen.length === 0 };
  return (
    <div className="stack" style={{ gap: 8, marginBottom: 10 }}>
      <div className="filters">
        <Button size="small" onClick={() => onChoose(chosen.length < all.length ? all.map((row) => row.id) : [])}>
          {t(chosen.length < all.length ? 'many.chooseAll' : 'queue.chooseNone', { count: all.length })}
        </Button>
        <Action<{ text: string }>
          label={t('many.remind', { count: chosen.length })}
          hint={t('many.remindHint')}
          button={button}
          run={({ text }) => run(chosen, (ids) => api.remind({ about, ids, text }))}
          fields={<ReasonField name="text" label={t('many.remindText')} />}
        />
        {extend && (
          <Action<{ until: Dayjs; reason: string }>
            label={t('many.extend', { count: chosen.length })}
            hint={t('many.extendHint')}
            button={button}
            run={({ until, reason }) => run(chosen, (ids) => extend(ids, endOfDay(until), reason))}
            fields={
              <>
                <Form.Item name="until" label={t('many.until')} rules={[{ required: true, message: t('app.required') }]} extra={t('app.endOfDay')}>
                  <DatePicker minDate={picker(now)} />
                </Form.Item>
                <ReasonField />
              </>
            }
          />
        )}
      </div>
      <RefusedRows refused={refused} rows={rows} name={name} />
    </div>
  );
}
