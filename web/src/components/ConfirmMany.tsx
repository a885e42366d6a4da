import { Button } from 'antd';
import { api } from '../api/client';
import type { SubmissionRow } from '../api/types';
import { useWords } from '../lib/words';
import { Action, ReasonField } from './Action';
import { RefusedRows, useMany } from './Many';

interface Props {
  rows: SubmissionRow[];
  chosen: string[];
  onChoose: (keys: string[]) => void;
  may: (row: SubmissionRow) => boolean;
}

/** Gives many submissions the verdict their rules propose: one reason, one record each. What is refused stays chosen, and says why. */
export function ConfirmMany({ rows, chosen, onChoose, may }: Props) {
  const { t, pick, named, period } = useWords();
  const { run, refused } = useMany(onChoose);
  const picked = rows.filter((row) => chosen.includes(row.id));
  const all = rows.filter(may);

  if (all.length === 0) return null;
  return (
    <div className="stack" style={{ gap: 8, marginBottom: 10 }}>
      <div className="filters">
        <Button size="small" onClick={() => onChoose(chosen.length < all.length ? all.map((row) => row.id) : [])}>
          {t(chosen.length < all.length ? 'queue.chooseAll' : 'queue.chooseNone', { count: all.length })}
        </Button>
        <Action<{ reason: string }>
          label={t('queue.confirmMany', { count: picked.length })}
          hint={t('queue.confirmHint', { count: picked.length })}
          button={{ size: 'small', disabled: picked.length === 0 }}
          run={({ reason }) => run(picked.map((row) => row.id), (ids) => api.confirmMany({ ids, reason }))}
          fields={<ReasonField />}
        />
        <span className="quiet small">{t('queue.onlyOrdinary')}</span>
      </div>
      <RefusedRows refused={refused} rows={rows} name={(row) => [pick(row.title_zh, row.title_en), named(row.platform), period(row.period)].join(' · ')} />
    </div>
  );
}
