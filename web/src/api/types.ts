/** The shapes of the API, field for field as in the crate yunjian-wire. */

export type Time = string;
export type CivilDate = string;
export type Json = unknown;

export interface Page<T> {
  items: T[];
  next?: string | null;
  as_of: Time;
}

/** A moment, RFC 3339 in UTC. A civil date, `YYYY-MM-DD`. One page of a list, ordered by key. Ask again with `cursor = next` for the following page. A reference to a life, with the name people know it by. A thing was made; its id, and the act that made it. A thing was done; the act that records it. A command that needs nothing but a reason. */
export interface Reason {
  reason: string;
}

/** Who is signed in and what the person may do. The first administrator, made once with the code `yunjian admin bootstrap` prints. Whether the server still waits for its first administrator. A new token; the secret is shown this once. */
export interface Token {
  id: string;
  label: string;
  created_at: Time;
  expires_at: Time;
  last_used_at?: Time | null;
}

export interface User {
  id: string;
  login?: string | null;
  name?: string | null;
  role: string;
  organisation: Named;
  disabled: boolean;
  created_at: Time;
}

/** The obligations of Appendix A, each as `yunjian catalogue ID --json` prints it. One obligation in full: the row and everything the data files say about it. */
export interface Obligation {
  obligation: Json;
  /** JSON Schema of the form. */
  form_schema: Json;
}

/** Register a platform. The registering supervisor states the mandate it acts under (5.2.1 b). Something happened on a platform that makes obligations due (5.2.5.1 h). A platform in a list, with how it stands. Counts that describe how a platform stands, at the page's `as_of`. The first page of everyone: what waits, what is late, what got worse. */
export interface Home {
  platforms: number;
  standing: Standing;
  escalations_open: number;
  renewals_due: number;
  /** Oldest first. */
  waiting: SubmissionRow[];
  /** Due soonest or longest overdue first. */
  dues: DueRow[];
  rectifications: RectificationRow[];
  as_of: Time;
}

/** Change one term. Give exactly one of `applies`, `frequency` (with `due_workdays`), `parameter` (with `value`). */
export interface TermChange {
  id: string;
  obligation: string;
  /** `applies`, `frequency` or `parameter:NAME`. */
  term: string;
  old: string;
  new: string;
  immediate: boolean;
  reason?: string | null;
  by: Named;
  at: Time;
}

export interface Component {
  id: string;
  name?: string | null;
  type?: string | null;
  version?: string | null;
  boundary?: string | null;
  owner?: string | null;
  first_seen: Time;
  last_seen: Time;
  /** In the current inventory. */
  current: boolean;
}

/** The supervisor asks for a deliverable outside the calendar (根据需要). */
export interface RequestDue {
  obligation: string;
  /** Working days from now until it is due. */
  due_workdays: number;
  reason: string;
}

export interface UploadedFile {
  name: string;
  sha256: string;
  /** Bytes. */
  size: number;
}

/** One submission per due item served. What a due item would still lack if the upload were handed in now; nothing is stored. What the reader made of one file. What one rule says, with its reasons. A row that fails a rule, and where it stands. The reviewer's verdict; an adverse one states nonconformities and may order rectification at once. A verdict was recorded. */
export interface Decided {
  act: string;
  rectification?: string | null;
}

/** What the proof shows. */
export interface Close {
  note: string;
  /** Close although a rule still fails; the note then is the reason. */
  override_checks?: boolean;
}

export interface Confirm {
  /** Null: the proposed level. */
  level?: string | null;
  reason: string;
}

/** A receipt document (`yunjian.receipt.v1`, see the ledger crate) and whether its proof is complete. */
export interface Consistency {
  old: number;
  new: number;
  path: string[];
}

export interface TimelineEntry {
  act: string;
  /** Place in the record, from 1. */
  seq: number;
  kind: string;
  subject: string;
  at: Time;
  /** Null: the system by itself. */
  by?: Named | null;
  organisation?: Named | null;
  /** The act's own fields (ids, enums, times, numbers, digests). */
  fields: Json;
}

/** What went wrong, where, and what to do, in both languages. One thing that is wrong, and where. */
export interface Fault {
  /** File name, JSON pointer, line, row, or field. */
  place: string;
  /** The rule or limit that was broken. */
  rule: string;
  message: string;
  message_zh?: string | null;
}
