import { Collapse, DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import type { Due } from '../api/types';
import type { Own } from '../lib/draft';
import type { ObligationData } from '../lib/obligation';
import type { Schema } from '../lib/schema';
import { civil } from '../lib/time';
import { useWords } from '../lib/words';
import { SchemaForm } from './SchemaForm';
import { Mark } from './State';

interface Props {
  dues: Due[];
  forms: { data: ObligationData; schema: Schema }[];
  files: string[];
  own: Record<string, Own>;
  onChange: (due: string, own: Own | undefined) => void;
}

export const differs = (own: Own | undefined): boolean =>
  own !== undefined && Boolean(own.files || own.covers || own.remarks?.trim() || (own.form && Object.keys(own.form).length > 0));

/** Where single due items differ from the rest: files that apply, period, words, values of the form. */
export function SubmitOwn({ dues, forms, files, own, onChange }: Props) {
  const { t, pick, named, period } = useWords();
  if (dues.length < 2) return null;
  return (
    <section className="paper" aria-label={t('submit.ownTitle')}>
      <h2>{t('submit.ownTitle')}</h2>
      <p className="quiet small" style={{ marginTop: 0 }}>{t('submit.ownHint')}</p>
      <Collapse
        size="small"
        items={dues.map((due) => {
          const values = own[due.id] ?? {};
          const set = (change: Partial<Own>) => onChange(due.id, { ...values, ...change });
          const form = forms.find(({ data }) => data.id === due.obligation);
          const name = `${named(due.platform)} · ${pick(due.title_zh, due.title_en)} · ${period(due.period)}`;
          return {
            key: due.id,
            label: name,
            extra: differs(values) && <Mark tone="active">{t('submit.differs')}</Mark>,
            children: (
              <div className="stack">
                <label>
                  <div>{t('submit.ownFiles')}</div>
                  <Select
                    mode="multiple"
                    style={{ width: '100%' }}
                    aria-label={`${t('submit.ownFiles')} ${name}`}
                    placeholder={t('submit.allFiles')}
                    value={values.files ?? []}
                    onChange={(next: string[]) => set({ files: next.length > 0 ? next : undefined })}
                    options={files.map((file) => ({ value: file, label: file }))}
                  />
                </label>
                <label>
                  <div>{t('submit.covers')}</div>
                  <DatePicker.RangePicker
                    aria-label={`${t('submit.covers')} ${name}`}
                    value={values.covers ? [dayjs(values.covers[0]), dayjs(values.covers[1])] : null}
                    onChange={(picked) => set({ covers: picked?.[0] && picked[1] ? [civil(picked[0]), civil(picked[1])] : undefined })}
                  />
                </label>
                <label>
                  <div>{t('submit.remarks')}</div>
                  <Input.TextArea
                    rows={2}
                    maxLength={4000}
                    aria-label={`${t('submit.remarks')} ${name}`}
                    value={values.remarks ?? ''}
                    onChange={(event) => set({ remarks: event.target.value })}
                  />
                </label>
                {form && Object.keys(form.schema.properties ?? {}).length > 0 && (
                  <div>
                    <div className="quiet small">{t('submit.ownForm')}</div>
                    <SchemaForm name={`own-${due.id}`} schema={form.schema} fields={form.data.form_fields} value={values.form ?? {}} onChange={(next) => set({ form: next })} />
                  </div>
                )}
              </div>
            ),
          };
        })}
      />
    </section>
  );
}
