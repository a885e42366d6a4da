import { DatePicker, Form, Input, InputNumber, Radio, Select } from 'antd';
import dayjs from 'dayjs';
import type { FormField } from '../lib/obligation';
import { kindOf, type FormValues, type Schema } from '../lib/schema';
import { civil, picker, wall } from '../lib/time';
import { useWords } from '../lib/words';

interface Props {
  schema: Schema;
  /** Labels and units in both languages, by field name. */
  fields: FormField[];
  value: FormValues;
  onChange: (value: FormValues) => void;
  /** Distinguishes the inputs of several forms on one page. */
  name: string;
}

/**
 * A form drawn from the JSON Schema the server checks with. Our own, because the usual renderers compile schemas
 * to code in the browser, which a strict content policy forbids, and know labels in one language only.
 */
export function SchemaForm({ schema, fields, value, onChange, name }: Props) {
  const { t, pick } = useWords();
  const properties = Object.entries(schema.properties ?? {});
  if (properties.length === 0) return <p className="quiet">{t('submit.noForm')}</p>;
  return (
    <Form layout="vertical" name={name} component="div" className="columns">
      {properties.map(([key, field]) => {
        const about = fields.find((each) => each.name === key);
        const label = about ? pick(about.label_zh, about.label_en) : (field.title ?? key);
        const id = `${name}_${key}`;
        return (
          <Form.Item
            key={key}
            htmlFor={id}
            label={about?.unit && about.unit !== 'count' ? `${label} (${about.unit})` : label}
            required={schema.required?.includes(key) ?? false}
            style={{ marginBottom: 8 }}
          >
            <Field id={id} schema={field} value={value[key]} onChange={(next) => onChange({ ...value, [key]: next })} />
          </Form.Item>
        );
      })}
    </Form>
  );
}

function Field({ id, schema, value, onChange }: { id: string; schema: Schema; value: unknown; onChange: (value: unknown) => void }) {
  const { t, word } = useWords();
  const bounds = { ...(schema.minimum === undefined ? {} : { min: schema.minimum }), ...(schema.maximum === undefined ? {} : { max: schema.maximum }) };
  switch (kindOf(schema)) {
    case 'integer':
    case 'number':
      return (
        <InputNumber
          id={id}
          style={{ width: '100%' }}
          value={typeof value === 'number' ? value : null}
          onChange={onChange}
          {...bounds}
          {...(kindOf(schema) === 'integer' ? { precision: 0 } : {})}
        />
      );
    case 'boolean':
      return (
        <Radio.Group
          id={id}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          options={[{ value: true, label: t('app.yes') }, { value: false, label: t('app.no') }]}
        />
      );
    case 'date':
      return (
        <DatePicker id={id} style={{ width: '100%' }} value={typeof value === 'string' ? dayjs(value) : null} onChange={(next) => onChange(next ? civil(next) : null)} />
      );
    case 'moment':
      return (
        <DatePicker
          id={id}
          showTime={{ format: 'HH:mm' }}
          format="YYYY-MM-DD HH:mm"
          style={{ width: '100%' }}
          value={typeof value === 'string' ? picker(value) : null}
          onChange={(next) => onChange(next ? wall(next) : null)}
        />
      );
    case 'choice':
      return (
        <Select
          id={id}
          allowClear
          value={value ?? null}
          onChange={(next) => onChange(next)}
          options={(schema.enum ?? []).filter((each) => each !== null).map((each) => ({ value: each as string, label: word('choice', String(each)) }))}
        />
      );
    case 'texts':
      return (
        <Select id={id} mode="tags" open={false} suffixIcon={null} placeholder={t('submit.listHint')} value={Array.isArray(value) ? value : []} onChange={onChange} />
      );
    default:
      return <Input id={id} value={typeof value === 'string' ? value : ''} onChange={(event) => onChange(event.target.value)} {...(schema.maxLength ? { maxLength: schema.maxLength } : {})} />;
  }
}
