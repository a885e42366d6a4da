import type { Obligation } from '../api/types';

/** One obligation as the catalogue's data files have it. */
export interface ObligationData {
  id: string;
  class: string;
  class_en: string;
  item: string;
  item_en?: string;
  section: string;
  attribute: string;
  clauses?: string[];
  frequency: string;
  party: string;
  type: string;
  title_zh: string;
  title_en: string;
  statement_zh: string;
  statement_en: string;
  evidence: { kind: string; formats: string[]; required: boolean }[];
  form_fields: FormField[];
  parameters: Parameter[];
  rules: Rule[];
  human_judgement_zh?: string | null;
  human_judgement_en?: string | null;
  mechanism?: string[];
}

export interface FormField {
  name: string;
  type: string;
  required: boolean;
  label_zh: string;
  label_en: string;
  unit?: string | null;
}

export interface Parameter {
  name: string;
  label_zh?: string;
  label_en?: string;
  type: string;
  default: unknown;
  clause?: string;
  source: string;
  source_en?: string;
  verified: string;
  applicability: string;
}

export interface Rule {
  id: string;
  severity: string;
  check: string;
  message_zh: string;
  message_en: string;
}

const list = <R>(value: R[] | undefined): R[] => value ?? [];

/** The answer's untyped part, with its lists never absent. */
export function dataOf(answer: Obligation): ObligationData {
  const raw = answer.obligation as Partial<ObligationData> & { id: string };
  return {
    ...(raw as ObligationData),
    evidence: list(raw.evidence),
    form_fields: list(raw.form_fields),
    parameters: list(raw.parameters),
    rules: list(raw.rules),
  };
}
