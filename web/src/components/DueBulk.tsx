import { Alert, App, Button, DatePicker, Form, Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../api/client';
import { describe } from '../api/problem';
import type { DueRow } from '../api/types';
import { useSession } from '../lib/session';
import { canSubmitTo } from '../lib/standing';
import { endOfDay } from '../lib/time';
import { useWords } from '../lib/words';
import { Action, ReasonField } from './Action';
import { sentence } from './Trouble';

interface Props {
  rows: DueRow[];
  chosen: string[];
  onChoose: (keys: string[]) => void;
  may: (row: DueRow) => boolean;
}

/** How many items one hand-in takes for a platform. */
const most = 100;

/** What can be done to many due items at once: give them to a colleague, ask for more time, hand in for them together. */
export function DueBulk({ rows, chosen, onChoose, may }: Props) {
  const { t, pick, named, period, language } = useWords();
  const { may: allowed, user } = useSession();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [refused, setRefused] = useState<{ row: DueRow; why: string }[]>([]);
  const people = useQuery({ queryKey: ['assignees'], queryFn: api.assignees, enabled: allowed('submit') });
  const picked = rows.filter((row) => chosen.includes(row.id));
  const all = rows.filter(may);
  const open = picked.filter((row) => canSubmitTo(row.standing));
  const none = picked.length === 0;
  if (all.length === 0) return null;

  /** One reason, and for every item a request and a record of its own. What is refused stays chosen, and says why. */
  async function askMore({ until, reason }: { until: Dayjs; reason: string }) {
    const left: { row: DueRow; why: string }[] = [];
    setRefused([]);
    for (const row of picked) {
      try {
        await api.askDueExtension(row.id, { until: endOfDay(until), reason });
      } catch (error) {
        left.push({ row, why: sentence(describe(error, language), t) });
      }
    }
    setRefused(left);
    onChoose(left.map(({ row }) => row.id));
    if (picked.length > left.length) void message.success(t('dues.askedMany', { count: picked.length - left.length }));
  }

  return (
    <div className="stack" style={{ gap: 8, marginBottom: 10 }}>
      <div className="filters">
        <Button size="small" onClick={() => onChoose(chosen.length < all.length ? all.map((row) => row.id) : [])}>
          {t(chosen.length < all.length ? 'dues.chooseAll' : 'dues.chooseNone', { count: all.length })}
        </Button>
        <Action<{ user: string }>
          label={t('dues.assignMany', { count: picked.length })}
          hint={t('dues.assignHint')}
          shortcut="G"
          button={{ size: 'small', disabled: none }}
          initial={{ user: user.id }}
          run={async (values) => {
            await api.assignDues({ dues: picked.map((row) => row.id), user: values.user === '' ? null : values.user });
            onChoose([]);
          }}
          done={t('dues.assigned')}
          fields={
            <Form.Item name="user" label={t('dues.assignee')} rules={[{ required: true, message: t('app.required') }]}>
              <Select options={[...(people.data?.items ?? []).map((each) => ({ value: each.id, label: named(each) })), { value: '', label: t('dues.nobody') }]} />
            </Form.Item>
          }
        />
        {allowed('ask_extension') && (
          <Action<{ until: Dayjs; reason: string }>
            label={t('dues.askMany', { count: picked.length })}
            hint={t('dues.askHint')}
            button={{ size: 'small', disabled: none }}
            run={askMore}
            fields={
              <>
                <Form.Item name="until" label={t('dues.askUntil')} rules={[{ required: true, message: t('app.required') }]} extra={t('app.endOfDay')}>
                  <DatePicker />
                </Form.Item>
                <ReasonField />
              </>
            }
          />
        )}
        <Button size="small" type="primary" disabled={open.length === 0 || open.length > most} onClick={() => void navigate(`/submit?${open.map((row) => `due=${row.id}`).join('&')}`)}>
          {t('dues.submitMany', { count: open.length })}
        </Button>
      </div>
      {refused.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('dues.someRefused', { count: refused.length })}
          description={
            <ul style={{ margin: 0, paddingLeft: 18 }}>
              {refused.map(({ row, why }) => (
                <li key={row.id}>
                  {pick(row.title_zh, row.title_en)} · {named(row.platform)} · {period(row.period)}: {why}
                </li>
              ))}
            </ul>
          }
        />
      )}
    </div>
  );
}
