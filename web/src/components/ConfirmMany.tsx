import { Alert, App, Button } from 'antd';
import { useState } from 'react';
import { api } from '../api/client';
import { describe } from '../api/problem';
import type { SubmissionRow } from '../api/types';
import { useWords } from '../lib/words';
import { Action, ReasonField } from './Action';
import { sentence } from './Trouble';

interface Props {
  rows: SubmissionRow[];
  chosen: string[];
  onChoose: (keys: string[]) => void;
  may: (row: SubmissionRow) => boolean;
}

/** Gives many submissions the verdict their rules propose: one reason, one record each. What is refused stays chosen, and says why. */
export function ConfirmMany({ rows, chosen, onChoose, may }: Props) {
  const { t, pick, named, period, language } = useWords();
  const { message } = App.useApp();
  const [refused, setRefused] = useState<{ row: SubmissionRow; why: string }[]>([]);
  const [at, setAt] = useState(0);
  const picked = rows.filter((row) => chosen.includes(row.id));
  const all = rows.filter(may);

  async function run({ reason }: { reason: string }) {
    const left: { row: SubmissionRow; why: string }[] = [];
    setRefused([]);
    for (const [index, row] of picked.entries()) {
      setAt(index + 1);
      try {
        if (row.state === 'assessed') await api.takeSubmission(row.id);
        await api.decide(row.id, { verdict: row.proposal ?? '', reason, nonconformities: [] });
      } catch (error) {
        left.push({ row, why: sentence(describe(error, language), t) });
      }
    }
    setAt(0);
    setRefused(left);
    onChoose(left.map(({ row }) => row.id));
    if (picked.length > left.length) void message.success(t('queue.confirmed', { count: picked.length - left.length }));
  }

  if (all.length === 0) return null;
  return (
    <div className="stack" style={{ gap: 8, marginBottom: 10 }}>
      <div className="filters">
        <Button size="small" onClick={() => onChoose(chosen.length < all.length ? all.map((row) => row.id) : [])}>
          {t(chosen.length < all.length ? 'queue.chooseAll' : 'queue.chooseNone', { count: all.length })}
        </Button>
        <Action<{ reason: string }>
          label={t('queue.confirmMany', { count: picked.length })}
          hint={at > 0 ? t('queue.confirming', { at, count: picked.length }) : t('queue.confirmHint', { count: picked.length })}
          button={{ size: 'small', disabled: picked.length === 0 }}
          run={run}
          fields={<ReasonField />}
        />
        <span className="quiet small">{t('queue.onlyOrdinary')}</span>
      </div>
      {refused.length > 0 && (
        <Alert
          type="error"
          showIcon
          title={t('queue.notConfirmed', { count: refused.length })}
          description={
            <ul className="plain">
              {refused.map(({ row, why }) => (
                <li key={row.id}>
                  {t('queue.refused', { what: [pick(row.title_zh, row.title_en), named(row.platform), period(row.period)].join(' · '), why })}
                </li>
              ))}
            </ul>
          }
        />
      )}
    </div>
  );
}
