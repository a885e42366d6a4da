/** The part of JSON Schema that the obligations' forms use. */
export interface Schema {
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  title?: string;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
}

export type Kind = 'text' | 'integer' | 'number' | 'boolean' | 'date' | 'moment' | 'choice' | 'texts';

export function kindOf(schema: Schema): Kind {
  const types = Array.isArray(schema.type) ? schema.type : [schema.type];
  if (schema.enum) return 'choice';
  if (types.includes('array')) return 'texts';
  if (types.includes('integer')) return 'integer';
  if (types.includes('number')) return 'number';
  if (types.includes('boolean')) return 'boolean';
  if (schema.format === 'date') return 'date';
  if (schema.format === 'date-time') return 'moment';
  return 'text';
}

export type FormValues = Record<string, unknown>;

/** What is sent: fields left empty are left out, never sent as empty text. */
export function filled(values: FormValues): FormValues {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)),
  );
}

/** Names of required fields that are still empty. */
export function missing(schema: Schema, values: FormValues): string[] {
  const present = filled(values);
  return (schema.required ?? []).filter((name) => !(name in present));
}
