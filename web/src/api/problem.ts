import type { Fault, Problem } from './types';

/** The server refused, and said why. */
export class Refusal extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
    this.name = 'Refusal';
  }
  get status(): number {
    return this.problem.status;
  }
}

/** The server could not be reached, or what answered was not the server. */
export class Unreachable extends Error {
  constructor() {
    super('unreachable');
    this.name = 'Unreachable';
  }
}

/** What to show for an error: the sentence in the page's language (null: none known) and the single faults. */
export interface Shown {
  kind: 'refusal' | 'unreachable' | 'unknown';
  code: string;
  sentence: string | null;
  faults: { place: string; rule: string; message: string }[];
}

export function describe(error: unknown, language: string): Shown {
  const zh = language.startsWith('zh');
  if (error instanceof Refusal) {
    const { code, detail, detail_zh, errors } = error.problem;
    return {
      kind: 'refusal',
      code,
      sentence: (zh ? detail_zh || detail : detail || detail_zh) || null,
      faults: (errors ?? []).map((fault) => shownFault(fault, language)),
    };
  }
  if (error instanceof Unreachable) return { kind: 'unreachable', code: '', sentence: null, faults: [] };
  return { kind: 'unknown', code: '', sentence: null, faults: [] };
}

export function shownFault(fault: Fault, language: string) {
  const message = language.startsWith('zh') ? fault.message_zh || fault.message : fault.message;
  return { place: fault.place, rule: fault.rule, message };
}

/** Reads an unsuccessful answer; a body that is no problem document still gives its status. */
export function asRefusal(status: number, text: string): Error {
  try {
    const body = JSON.parse(text) as Partial<Problem>;
    if (typeof body.detail === 'string') {
      return new Refusal({ code: '', title: '', detail_zh: body.detail, ...body, status, detail: body.detail });
    }
  } catch {
    // a proxy's page, or nothing at all
  }
  if (status === 0 || status >= 502) return new Unreachable();
  return new Refusal({ code: `http_${status}`, title: '', status, detail: '', detail_zh: '' });
}
