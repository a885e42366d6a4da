import { Alert, App, Button, DatePicker, Input, Radio } from 'antd';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import dayjs from 'dayjs';
import { useState } from 'react';
import { api } from '../api/client';
import type { Due, DryRunDue, KeptDraft, SubmittedOne, Upload } from '../api/types';
import { useDraft, type Part } from '../lib/draft';
import { dataOf } from '../lib/obligation';
import { submissionOf } from '../lib/parts';
import { filled, missing, type Schema } from '../lib/schema';
import { civil } from '../lib/time';
import { useWords } from '../lib/words';
import { DryRunResult } from './DryRunResult';
import { SchemaForm } from './SchemaForm';
import { SubmitCoverage } from './SubmitCoverage';
import { SubmitFiles, type FilesState } from './SubmitFiles';
import { SubmitOwn } from './SubmitOwn';
import { Trouble } from './Trouble';

/** One platform's part that was refused; the others stand. */
interface Refused {
  platform: string;
  why: unknown;
}

interface Props {
  upload: Upload;
  kept: KeptDraft | null;
  onDone: (submitted: SubmittedOne[]) => void;
}

/** Files, forms and period of one open upload; check as often as you like, then hand in, for one platform or several. */
export function SubmitWork({ upload, kept, onDone }: Props) {
  const { t, pick, named, period, word } = useWords();
  const { modal } = App.useApp();
  const client = useQueryClient();
  const { draft, setDraft, keeping, drop } = useDraft(upload.id, kept);
  const [state, setState] = useState<FilesState>({ files: [], arrived: upload.files.map((file) => file.name), active: false, held: 0 });
  const [busy, setBusy] = useState<'check' | 'submit' | null>(null);
  const [dry, setDry] = useState<DryRunDue[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [refused, setRefused] = useState<Refused[]>([]);

  const parts: Part[] = [{ platform: upload.platform, dues: upload.dues }, ...(draft.others ?? [])];
  const ids = parts.flatMap((part) => part.dues);
  const dues = useQueries({ queries: ids.map((due) => ({ queryKey: ['due', due], queryFn: () => api.due(due) })) });
  const loaded = dues.flatMap((query): Due[] => (query.data ? [query.data] : []));
  const obligationIds = [...new Set(loaded.map((due) => due.obligation))];
  const obligations = useQueries({
    queries: obligationIds.map((id) => ({ queryKey: ['obligation', id], queryFn: () => api.obligation(id), staleTime: Infinity })),
  });
  const wants = useQueries({
    queries: obligationIds.map((id) => ({ queryKey: ['needs', id], queryFn: () => api.needs(id), staleTime: Infinity })),
    combine: (queries) => queries.flatMap((query) => (query.data ? [query.data] : [])),
  });
  const forms = obligations.flatMap((query) => (query.data ? [{ data: dataOf(query.data), schema: query.data.form_schema as Schema }] : []));
  const trouble = dues.find((query) => query.error)?.error ?? obligations.find((query) => query.error)?.error;
  const nameOf = (platform: string) => named(loaded.find((due) => due.platform.id === platform)?.platform);

  /** The upload a part is handed in from: its own, or one that took the files over. */
  async function uploadOf(part: Part): Promise<string> {
    if (part.platform === upload.platform) return upload.id;
    return (await api.takeOver(upload.id, { platform: part.platform, dues: part.dues, files: null, sensitivity: draft.sensitivity ?? null })).id;
  }

  async function check() {
    setBusy('check');
    setError(null);
    try {
      const found: DryRunDue[] = [];
      for (const part of parts) {
        const from = await uploadOf(part);
        found.push(...(await api.check(from, submissionOf(from, part.dues, draft, state.arrived))).dues);
      }
      setDry(found);
    } catch (reason) {
      setError(reason);
    } finally {
      setBusy(null);
    }
  }

  /** Platform by platform. One that is refused does not keep the others back; doing it again repeats what stands. */
  async function submit() {
    setBusy('submit');
    setError(null);
    const done: SubmittedOne[] = [];
    const left: Refused[] = [];
    for (const part of parts) {
      try {
        const from = await uploadOf(part);
        done.push(...(await api.submit(submissionOf(from, part.dues, draft, state.arrived))).submissions);
      } catch (reason) {
        left.push({ platform: part.platform, why: reason });
      }
    }
    setBusy(null);
    await client.invalidateQueries({ predicate: (query) => !['me', 'upload', 'draft'].includes(String(query.queryKey[0])) });
    if (parts.length === 1 && left[0]) setError(left[0].why);
    else setRefused(left);
    if (left.length === 0) {
      await drop();
      onDone(done);
    }
  }

  function handIn() {
    const empty = forms.flatMap(({ data, schema }) => missing(schema, draft.forms[data.id] ?? {}));
    const text = empty.length > 0 ? t('submit.confirmIncomplete', { count: empty.length }) : t('submit.confirmHint');
    void modal.confirm({ title: t('submit.confirm'), content: text, okText: t('submit.handIn'), onOk: submit });
  }

  const change = (next: Partial<typeof draft>) => {
    setDraft((old) => ({ ...old, ...next }));
    setDry(null);
  };

  return (
    <div className="stack">
      <section className="paper" aria-label={t('submit.duesTitle')}>
        <h2>{t('submit.duesTitle')}</h2>
        {parts.map((part) => (
          <div key={part.platform}>
            {parts.length > 1 && <b>{nameOf(part.platform)}</b>}
            <ul style={{ margin: 0, paddingLeft: 20 }}>
              {part.dues.map((id) => {
                const due = loaded.find((each) => each.id === id);
                return <li key={id}>{due ? `${pick(due.title_zh, due.title_en)} · ${due.obligation} · ${period(due.period)}` : id}</li>;
              })}
            </ul>
          </div>
        ))}
        <p className="quiet small" style={{ margin: '8px 0 0' }} aria-live="polite">{t(`submit.draft.${keeping}`)}</p>
        {keeping === 'changed' && (
          <Alert type="warning" showIcon title={t('submit.draft.changedTitle')}
            action={<Button size="small" onClick={() => void Promise.all([client.invalidateQueries({ queryKey: ['upload', upload.id] }), client.invalidateQueries({ queryKey: ['draft', upload.id] })])}>{t('submit.draft.reload')}</Button>} />
        )}
      </section>
      <SubmitFiles
        upload={upload}
        needs={wants}
        onChange={(next) => {
          setState(next);
          setDry(null);
        }}
      />
      {wants.length > 0 && (
        <section className="paper" aria-label={t('submit.coverage')} aria-live="polite">
          <h2>{t('submit.coverage')}</h2>
          <p className="quiet small" style={{ marginTop: 0 }}>{t('submit.coverageHint')}</p>
          <div className="stack">
            {wants.map((needs) => {
              const about = forms.find(({ data }) => data.id === needs.obligation)?.data;
              return (
                <div key={needs.obligation}>
                  <h3 className="section-title">{about ? pick(about.title_zh, about.title_en) : needs.obligation}</h3>
                  <SubmitCoverage needs={needs} files={state.files} formFilled={Object.keys(filled(draft.forms[needs.obligation] ?? {})).length > 0} />
                </div>
              );
            })}
          </div>
        </section>
      )}
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
          onChange={(picked) => change({ covers: picked?.[0] && picked[1] ? [civil(picked[0]), civil(picked[1])] : null })}
        />
        <p className="quiet small" style={{ margin: '6px 0 0' }}>{t('submit.coversHint')}</p>
        <h2 style={{ marginTop: 16 }}>{t('submit.remarks')}</h2>
        <Input.TextArea rows={2} maxLength={4000} aria-label={t('submit.remarks')} value={draft.remarks ?? ''} onChange={(event) => change({ remarks: event.target.value })} />
      </section>
      <SubmitOwn
        dues={loaded}
        forms={forms}
        files={state.arrived}
        own={draft.own ?? {}}
        onChange={(due, own) => {
          setDraft((old) => {
            const next = { ...old.own };
            if (own) next[due] = own;
            else delete next[due];
            return { ...old, own: next };
          });
          setDry(null);
        }}
      />
      <section className="paper" aria-label={t('submit.sensitivity')}>
        <h2>{t('submit.sensitivity')}</h2>
        <Radio.Group
          aria-label={t('submit.sensitivity')}
          value={draft.sensitivity ?? 'ordinary'}
          onChange={(event) => change({ sensitivity: event.target.value as string })}
          options={['ordinary', 'internal', 'restricted'].map((value) => ({ value, label: word('sensitivity', value) }))}
        />
        <p className="quiet small" style={{ margin: '6px 0 0' }}>{t('submit.classifiedWarning')}</p>
      </section>
      <Trouble error={error ?? trouble} />
      {dry && <DryRunResult run={{ dues: dry }} dues={loaded} />}
      {refused.length > 0 && (
        <section className="paper" role="alert" aria-label={t('submit.partly')}>
          <h2>{t('submit.partly')}</h2>
          <p className="prose">{t('submit.partlyHint', { done: parts.length - refused.length, count: refused.length })}</p>
          {refused.map((part) => (
            <div key={part.platform}>
              <b>{nameOf(part.platform)}</b>
              <Trouble error={part.why} />
            </div>
          ))}
        </section>
      )}
      <div className="states" style={{ gap: 10, alignItems: 'center' }}>
        <Button loading={busy === 'check'} disabled={state.active || busy === 'submit'} onClick={() => void check()}>
          {t('submit.check')}
        </Button>
        <Button type="primary" loading={busy === 'submit'} disabled={state.active || busy === 'check'} onClick={handIn}>
          {t('submit.handIn')}
        </Button>
        <span className="quiet small">{state.active ? t('submit.stillSending') : t('submit.checkHint', { count: state.arrived.length })}</span>
        {state.held > 0 && <span className="bad small">{t('submit.heldBack', { count: state.held })}</span>}
      </div>
    </div>
  );
}
