import { App, Button, DatePicker, Radio } from 'antd';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import dayjs from 'dayjs';
import { useState } from 'react';
import { api } from '../api/client';
import type { DryRun, NewSubmission, Submitted, Upload } from '../api/types';
import { useDraft, dropDraft } from '../lib/draft';
import { dataOf } from '../lib/obligation';
import { filled, missing, type Schema } from '../lib/schema';
import { civil, endOfDay, startOfDay } from '../lib/time';
import { useWords } from '../lib/words';
import { DryRunResult } from './DryRunResult';
import { SchemaForm } from './SchemaForm';
import { SubmitFiles } from './SubmitFiles';
import { Trouble } from './Trouble';

/** Files, forms and period of one open upload; check as often as you like, then hand in. */
export function SubmitWork({ upload, onDone }: { upload: Upload; onDone: (submitted: Submitted) => void }) {
  const { t, pick, period, word } = useWords();
  const { modal } = App.useApp();
  const client = useQueryClient();
  const { draft, setDraft } = useDraft(upload.id);
  const [sending, setSending] = useState(false);
  const [count, setCount] = useState(upload.files.length);
  const [busy, setBusy] = useState<'check' | 'submit' | null>(null);
  const [dry, setDry] = useState<DryRun | null>(null);
  const [error, setError] = useState<unknown>(null);

  const dues = useQueries({ queries: upload.dues.map((due) => ({ queryKey: ['due', due], queryFn: () => api.due(due) })) });
  const ids = [...new Set(dues.flatMap((query) => (query.data ? [query.data.obligation] : [])))];
  const obligations = useQueries({
    queries: ids.map((id) => ({ queryKey: ['obligation', id], queryFn: () => api.obligation(id), staleTime: Infinity })),
  });
  const forms = obligations.flatMap((query) => (query.data ? [{ data: dataOf(query.data), schema: query.data.form_schema as Schema }] : []));
  const trouble = dues.find((query) => query.error)?.error ?? obligations.find((query) => query.error)?.error;

  const body = (): NewSubmission => ({
    upload: upload.id,
    dues: upload.dues,
    forms: Object.fromEntries(
      forms.flatMap(({ data }) => {
        const values = filled(draft.forms[data.id] ?? {});
        return Object.keys(values).length > 0 ? [[data.id, values]] : [];
      }),
    ),
    covers_from: draft.covers ? startOfDay(dayjs(draft.covers[0])) : null,
    covers_to: draft.covers ? endOfDay(dayjs(draft.covers[1])) : null,
    sensitivity: draft.sensitivity ?? null,
  });

  async function act(what: 'check' | 'submit') {
    setBusy(what);
    setError(null);
    try {
      if (what === 'check') setDry(await api.check(upload.id, body()));
      else {
        const submitted = await api.submit(body());
        dropDraft(upload.id);
        await client.invalidateQueries({ predicate: (query) => !['me', 'upload'].includes(String(query.queryKey[0])) });
        onDone(submitted);
      }
    } catch (reason) {
      setError(reason);
    } finally {
      setBusy(null);
    }
  }

  function handIn() {
    const empty = forms.flatMap(({ data, schema }) => missing(schema, draft.forms[data.id] ?? {}));
    const text = empty.length > 0 ? t('submit.confirmIncomplete', { count: empty.length }) : t('submit.confirmHint');
    void modal.confirm({ title: t('submit.confirm'), content: text, okText: t('submit.handIn'), onOk: () => act('submit') });
  }

  return (
    <div className="stack">
      <section className="paper" aria-label={t('submit.duesTitle')}>
        <h2>{t('submit.duesTitle')}</h2>
        <ul style={{ margin: 0, paddingLeft: 20 }}>
          {dues.map((query, index) => (
            <li key={upload.dues[index]}>
              {query.data ? `${pick(query.data.title_zh, query.data.title_en)} · ${query.data.obligation} · ${period(query.data.period)}` : upload.dues[index]}
            </li>
          ))}
        </ul>
      </section>
      <SubmitFiles
        upload={upload}
        onChange={(files, active) => {
          setCount(files);
          setSending(active);
          setDry(null);
        }}
      />
      {forms.map(({ data, schema }) => (
        <section key={data.id} className="paper" aria-label={t('submit.formOf', { title: pick(data.title_zh, data.title_en) })}>
          <h2>{t('submit.formOf', { title: pick(data.title_zh, data.title_en) })}</h2>
          <SchemaForm
            name={`form-${data.id.replace(/[^A-Za-z0-9]/g, '-')}`}
            schema={schema}
            fields={data.form_fields}
            value={draft.forms[data.id] ?? {}}
            onChange={(values) => {
              setDraft((old) => ({ ...old, forms: { ...old.forms, [data.id]: values } }));
              setDry(null);
            }}
          />
        </section>
      ))}
      <section className="paper" aria-label={t('submit.covers')}>
        <h2>{t('submit.covers')}</h2>
        <DatePicker.RangePicker
          aria-label={t('submit.covers')}
          value={draft.covers ? [dayjs(draft.covers[0]), dayjs(draft.covers[1])] : null}
          onChange={(picked) => setDraft((old) => ({ ...old, covers: picked?.[0] && picked[1] ? [civil(picked[0]), civil(picked[1])] : null }))}
        />
        <p className="quiet small" style={{ margin: '6px 0 0' }}>{t('submit.coversHint')}</p>
      </section>
      <section className="paper" aria-label={t('submit.sensitivity')}>
        <h2>{t('submit.sensitivity')}</h2>
        <Radio.Group
          aria-label={t('submit.sensitivity')}
          value={draft.sensitivity ?? 'ordinary'}
          onChange={(event) => setDraft((old) => ({ ...old, sensitivity: event.target.value as string }))}
          options={['ordinary', 'internal', 'restricted'].map((value) => ({ value, label: word('sensitivity', value) }))}
        />
        <p className="quiet small" style={{ margin: '6px 0 0' }}>{t('submit.classifiedWarning')}</p>
      </section>
      <Trouble error={error ?? trouble} />
      {dry && <DryRunResult run={dry} />}
      <div className="states" style={{ gap: 10, alignItems: 'center' }}>
        <Button loading={busy === 'check'} disabled={sending || busy === 'submit'} onClick={() => void act('check')}>
          {t('submit.check')}
        </Button>
        <Button type="primary" loading={busy === 'submit'} disabled={sending || busy === 'check'} onClick={handIn}>
          {t('submit.handIn')}
        </Button>
        <span className="quiet small">{sending ? t('submit.stillSending') : t('submit.checkHint', { count })}</span>
      </div>
    </div>
  );
}
