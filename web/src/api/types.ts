/** The shapes of the API, field for field as in the crate yunjian-wire. */

export type Time = string;
export type CivilDate = string;
export type Json = unknown;

export interface Page<T> {
  items: T[];
  next?: string | null;
  as_of: Time;
}

/** A reference to a life, with the name people know it by. */
export interface Named {
  id: string;
  /** Null when the name was erased. */
  name?: string | null;
}

/** A thing was made; its id, and the act that made it. */
export interface Created {
  id: string;
  act: string;
}

/** A thing was done; the act that records it. */
export interface Done {
  act: string;
}

/** A command that needs nothing but a reason. */
export interface Reason {
  reason: string;
}

export interface SignIn {
  login: string;
  password: string;
}

/** Who is signed in and what the person may do. */
export interface Me {
  user: Named;
  login: string;
  role: string;
  organisation: Named;
  /** `supervisor`, `provider`, `customer` or `assessor`. */
  organisation_role: string;
  permissions: string[];
  /** The server's clock; the demo runs on a clock of its own. */
  now: Time;
  /** True when the server runs on a demo clock. */
  demo: boolean;
}

/** The first administrator, made once with the code `yunjian admin bootstrap` prints. */
export interface Bootstrap {
  code: string;
  organisation: string;
  login: string;
  name: string;
  password: string;
}

/** Whether the server still waits for its first administrator. */
export interface Setup {
  needs_bootstrap: boolean;
  demo: boolean;
  /** On a demo server: who can be signed in as. */
  demo_users: DemoUser[];
}

export interface DemoUser {
  login: string;
  password: string;
  role: string;
  organisation: string;
}

export interface NewToken {
  /** What the token is for, shown in the list. */
  label: string;
  /** Days until it expires, 1 to 366. */
  days: number;
}

/** A new token; the secret is shown this once. */
export interface TokenMade {
  id: string;
  secret: string;
  expires_at: Time;
}

export interface Token {
  id: string;
  label: string;
  created_at: Time;
  expires_at: Time;
  last_used_at?: Time | null;
}

export interface NewOrganisation {
  name: string;
  /** `supervisor`, `provider`, `customer` or `assessor`. */
  role: string;
}

export interface Organisation {
  id: string;
  name?: string | null;
  role: string;
  created_at: Time;
}

export interface NewUser {
  organisation: string;
  /** `sysadmin`, `lead`, `reviewer`, `auditor`, `provider_officer`, `provider_engineer`, `customer_officer`, `assessor_member`; it must exist in the organisation's kind. */
  role: string;
  login: string;
  name: string;
  /** At least 10 characters. */
  password: string;
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

/** The obligations of Appendix A, each as `yunjian catalogue ID --json` prints it. */
export interface Catalogue {
  version: string;
  digest: string;
  obligations: ObligationRow[];
}

export interface ObligationRow {
  id: string;
  /** Control class, Chinese as in the standard. */
  class: string;
  class_en: string;
  item: string;
  section: string;
  /** `general` or `enhanced`. */
  attribute: string;
  frequency: string;
  party: string;
  type: string;
  title_zh: string;
  title_en: string;
  statement_zh: string;
  statement_en: string;
}

/** One obligation in full: the row and everything the data files say about it. */
export interface Obligation {
  obligation: Json;
  /** JSON Schema of the form. */
  form_schema: Json;
}

/** Register a platform. The registering supervisor states the mandate it acts under (5.2.1 b). */
export interface NewPlatform {
  name: string;
  /** Id of the provider's organisation. */
  provider: string;
  /** IANA time zone, for instance `Asia/Shanghai`. */
  zone: string;
  /** `general` or `enhanced`. */
  level: string;
  /** First civil day of supervision in the platform's zone; null: today. */
  supervised_from?: CivilDate | null;
  mandate: NewMandate;
}

export interface NewMandate {
  /** Supervisor's organisation; null: the caller's own. */
  supervisor?: string | null;
  /** Who commissioned the supervision. */
  commissioned_by: string;
  /** Any of `controls`, `changes`, `incidents`. */
  areas: string[];
  valid_from: CivilDate;
  valid_until: CivilDate;
}

export interface NewAuthorisation {
  /** `granted`, `conditional`, `suspended` or `withdrawn`. */
  result: string;
  valid_from: CivilDate;
  /** Last day of validity. */
  valid_until: CivilDate;
  conditions?: string | null;
  /** Days before the end when people are reminded of the renewal. */
  remind_days: number;
}

export interface NewParty {
  organisation: string;
  /** `customer` or `assessor`. */
  role: string;
}

export interface RenewalApplication {
  note?: string | null;
}

/** Something happened on a platform that makes obligations due (5.2.5.1 h). */
export interface NewPlatformEvent {
  /** `major_incident` or `significant_change_implemented`. */
  kind: string;
  occurred_at: Time;
  text: string;
}

/** A platform in a list, with how it stands. */
export interface PlatformRow {
  id: string;
  name?: string | null;
  provider: Named;
  level: string;
  /** Supervision state from open, confirmed escalations: `S0` to `S4`. */
  state: string;
  standing: Standing;
  authorisation?: Authorisation | null;
}

/** Counts that describe how a platform stands, at the page's `as_of`. */
export interface Standing {
  /** Due items open, not yet past their due moment. */
  open: number;
  overdue: number;
  /** Waiting for a reviewer. */
  to_review: number;
  returned: number;
  compliant: number;
  non_compliant: number;
  rectifications_open: number;
  rectifications_overdue: number;
  findings_open: number;
  findings_critical: number;
  findings_high: number;
}

export interface Authorisation {
  id: string;
  result: string;
  valid_from: CivilDate;
  valid_until: CivilDate;
  conditions?: string | null;
  remind_days: number;
  /** True from `remind_days` before the end, while no renewal was applied for. */
  renewal_due: boolean;
  renewal_applied_at?: Time | null;
}

export interface Mandate {
  id: string;
  supervisor: Named;
  commissioned_by?: string | null;
  areas: string[];
  valid_from: CivilDate;
  valid_until: CivilDate;
  current: boolean;
}

export interface Party {
  organisation: Named;
  role: string;
}

export interface Platform {
  id: string;
  name?: string | null;
  provider: Named;
  zone: string;
  level: string;
  state: string;
  supervised_from: Time;
  standing: Standing;
  authorisations: Authorisation[];
  mandates: Mandate[];
  parties: Party[];
  /** Null until a supervision plan was adopted. */
  plan_version?: number | null;
  as_of: Time;
}

/** The first page of everyone: what waits, what is late, what got worse. */
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

export interface AdoptPlan {
  /** Take over the suggested defaults (marked 境外参考 or 判断). False: parameters stay open until agreed. */
  defaults: boolean;
  /** Obligations that apply; null: all that fit the platform's level. */
  obligations?: string[] | null;
}

/** Change one term. Give exactly one of `applies`, `frequency` (with `due_workdays`), `parameter` (with `value`). */
export interface ChangeTerm {
  obligation: string;
  applies?: boolean | null;
  frequency?: string | null;
  due_workdays?: number | null;
  parameter?: string | null;
  value?: Json | null;
  /** True: effective at once; false: from the next period. */
  immediate?: boolean;
  reason: string;
}

export interface Plan {
  platform: Named;
  version: number;
  adopted_at: Time;
  defaults: boolean;
  catalogue: string;
  items: PlanItem[];
  history: TermChange[];
  as_of: Time;
}

export interface PlanItem {
  obligation: string;
  applies: boolean;
  frequency: string;
  due_workdays: number;
  parameters: PlanParameter[];
}

export interface PlanParameter {
  name: string;
  value: Json;
  source: string;
  /** `yes`, `secondary` or `no`; all but `yes` are shown as 待核实. */
  verified: string;
  /** 本国规定, 境外参考, 约定 or 判断. */
  applicability: string;
}

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

export interface Finding {
  id: string;
  /** `new`, `persistent`, `reappeared`, `fixed` or `not_scanned`. */
  status: string;
  title?: string | null;
  severity: string;
  rule_id?: string | null;
  cves: string[];
  component?: string | null;
  location?: string | null;
  source_tool?: string | null;
  first_seen: Time;
  last_seen: Time;
  fixed_at?: Time | null;
  submission: string;
  file?: string | null;
  place?: string | null;
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

export interface DueRow {
  id: string;
  platform: Named;
  obligation: string;
  /** Title of the obligation in both languages. */
  title_zh: string;
  title_en: string;
  /** `provider` or `assessor`. */
  party: string;
  frequency: string;
  period: string;
  start: Time;
  end: Time;
  due_at: Time;
  /** `open`, `submitted`, `not_admitted`, `returned`, `compliant`, `non_compliant`, `withdrawn`. */
  standing: string;
  /** Past its due moment with nothing admitted, or with a return whose date has passed. */
  overdue: boolean;
  /** Handed in after the due moment; counted apart from content. */
  late: boolean;
  /** False: the working days of a year in question are not published yet (待核实). */
  calendar_verified: boolean;
  submission?: string | null;
}

export interface Due extends DueRow {
  /** `calendar`, `request` or `event`. */
  origin: string;
  /** Why it was asked for, when not by the calendar. */
  reason?: string | null;
  submissions: SubmissionRow[];
  as_of: Time;
}

/** The supervisor asks for a deliverable outside the calendar (根据需要). */
export interface RequestDue {
  obligation: string;
  /** Working days from now until it is due. */
  due_workdays: number;
  reason: string;
}

export interface OpenUpload {
  platform: string;
  /** Due items the files are meant for; all must be open to the caller. */
  dues: string[];
}

export interface Upload {
  id: string;
  platform: string;
  dues: string[];
  files: UploadedFile[];
  expires_at: Time;
  /** Largest file taken, in bytes. */
  max_file_bytes: number;
  max_files: number;
}

export interface UploadedFile {
  name: string;
  sha256: string;
  /** Bytes. */
  size: number;
}

export interface NewSubmission {
  upload: string;
  /** Due items to serve, a subset of the upload's. */
  dues: string[];
  /** The filled form per due item's obligation id, or one form for all under `*`. */
  forms?: Record<string, Json>;
  /** The time the evidence speaks about; null: the due item's period. */
  covers_from?: Time | null;
  covers_to?: Time | null;
}

/** One submission per due item served. */
export interface Submitted {
  submissions: SubmittedOne[];
}

export interface SubmittedOne {
  id: string;
  due: string;
  version: number;
  /** The same files and form had been handed in before: this is the submission and receipt of then. */
  repeated: boolean;
  receipt: ReceiptState;
}

/** What a due item would still lack if the upload were handed in now; nothing is stored. */
export interface DryRun {
  dues: DryRunDue[];
}

export interface DryRunDue {
  due: string;
  obligation: string;
  /** False when a file could not be read. */
  admissible: boolean;
  proposal: string;
  lacking: RuleResult[];
  results: RuleResult[];
  files: FileSummary[];
}

export interface SubmissionRow {
  id: string;
  platform: Named;
  due: string;
  obligation: string;
  title_zh: string;
  title_en: string;
  period: string;
  version: number;
  /** `received`, `not_admitted`, `admitted`, `assessed`, `under_review`, `returned`, `decided`, `superseded`, `withdrawn`. */
  state: string;
  /** What the rules propose: `compliant`, `compliant_with_remarks`, `partly_compliant`, `non_compliant`, `undetermined`. */
  proposal?: string | null;
  /** The verdict: `compliant`, `compliant_with_remarks`, `partly_compliant`, `non_compliant`. */
  verdict?: string | null;
  late: boolean;
  received_at: Time;
  reviewer?: Named | null;
  failed: number;
  undetermined: number;
}

export interface Submission extends SubmissionRow {
  submitted_by: Named;
  automatic: boolean;
  covers_from?: Time | null;
  covers_to?: Time | null;
  form?: Json | null;
  files: FileSummary[];
  /** Results of the last assessment, worst first; empty before it. */
  results: RuleResult[];
  /** Digest of the assessment document with its manifest of inputs. */
  assessment?: string | null;
  assessed_at?: Time | null;
  /** Reasons why the files were not admitted. */
  not_admitted: Fault[];
  return_reason?: string | null;
  return_until?: Time | null;
  verdict_reason?: string | null;
  decided_at?: Time | null;
  nonconformities: Nonconformity[];
  rectifications: string[];
  supersedes?: string | null;
  superseded_by?: string | null;
  as_of: Time;
}

/** What the reader made of one file. */
export interface FileSummary {
  name?: string | null;
  sha256: string;
  size: number;
  /** Null until it was read. */
  format?: string | null;
  /** The reader's summary: `findings`, `distinct`, `by_severity`, `components`, `checks`, `errors` … */
  summary?: Json | null;
}

/** What one rule says, with its reasons. */
export interface RuleResult {
  rule: string;
  /** `blocking`, `major`, `minor` or `advice`. */
  severity: string;
  /** `pass`, `fail`, `undetermined` or `later`. */
  outcome: string;
  clause?: string | null;
  message_zh: string;
  message_en: string;
  /** For `undetermined`: what was missing. */
  missing?: string | null;
  compared: Compared[];
  parameters: Compared[];
  rows: FailingRow[];
  /** Failing rows in all; `rows` shows the first of them. */
  rows_total: number;
  /** Rows set aside because of an approved exception or remedy. */
  set_aside: string[];
}

export interface Compared {
  name: string;
  value: Json;
}

/** A row that fails a rule, and where it stands. */
export interface FailingRow {
  id?: string | null;
  /** Digest of the file. */
  file?: string | null;
  place?: string | null;
  values: Compared[];
}

export interface Nonconformity {
  id: string;
  rule: string;
  severity: string;
  text?: string | null;
  rectification?: string | null;
}

export interface Return {
  reason: string;
  until: Time;
}

/** The reviewer's verdict; an adverse one states nonconformities and may order rectification at once. */
export interface Decide {
  /** `compliant`, `compliant_with_remarks`, `partly_compliant` or `non_compliant`. */
  verdict: string;
  reason?: string | null;
  nonconformities?: NewNonconformity[];
  /** Order rectification of the nonconformities. */
  order?: Order | null;
}

export interface NewNonconformity {
  /** The rule that failed; empty when a person found it. */
  rule?: string;
  /** `blocking`, `major` or `minor`. */
  severity: string;
  text: string;
}

export interface Order {
  text: string;
  /** Null: from the deadline table, by the severest nonconformity. */
  deadline?: Time | null;
}

export interface Amend {
  verdict: string;
  reason: string;
  nonconformities?: NewNonconformity[];
}

/** A verdict was recorded. */
export interface Decided {
  act: string;
  rectification?: string | null;
}

export interface RectificationRow {
  id: string;
  platform: Named;
  obligation: string;
  title_zh: string;
  title_en: string;
  /** The submission found wanting. */
  submission: string;
  /** `ordered`, `planned`, `handed_in`, `under_re_review`, `returned`, `closed`. */
  state: string;
  overdue: boolean;
  ordered_at: Time;
  deadline: Time;
  closed_at?: Time | null;
  /** `none`, `requested`, `granted` or `refused`. */
  extension: string;
  extension_until?: Time | null;
  reviewer?: Named | null;
  nonconformities: number;
}

export interface Rectification extends RectificationRow {
  order_text?: string | null;
  /** Rows of the deadline table the deadline came from. */
  basis: string[];
  items: Nonconformity[];
  plan?: string | null;
  statement?: string | null;
  /** The submission handed in as proof. */
  proof?: string | null;
  recheck?: Recheck | null;
  return_reason?: string | null;
  extension_reason?: string | null;
  closing_note?: string | null;
  as_of: Time;
}

/** What the proof shows. */
export interface Recheck {
  new_evidence: boolean;
  /** Rules named in the order that do not pass on the proof. */
  still_failing: string[];
}

export interface SubmitPlan {
  plan: string;
}

export interface HandIn {
  statement: string;
  /** A submission of the same obligation made after the order. */
  submission: string;
}

export interface AskExtension {
  until: Time;
  reason: string;
}

export interface AnswerExtension {
  grant: boolean;
  /** Needed to refuse. */
  reason?: string | null;
}

export interface ReturnRectification {
  reason: string;
  deadline: Time;
}

export interface Close {
  note: string;
  /** Close although a rule still fails; the note then is the reason. */
  override_checks?: boolean;
}

export interface Escalation {
  id: string;
  platform: Named;
  trigger: string;
  title_zh: string;
  title_en: string;
  source: string;
  verified: string;
  applicability: string;
  subject: string;
  /** `S1` to `S4`. */
  level: string;
  /** `proposed`, `confirmed`, `dismissed`, `closed`. */
  state: string;
  /** The compared values at the last observation. */
  values: Json;
  proposed_at: Time;
  observed_at: Time;
  observations: number;
  reason?: string | null;
}

export interface Confirm {
  /** Null: the proposed level. */
  level?: string | null;
  reason: string;
}

/** A receipt document (`yunjian.receipt.v1`, see the ledger crate) and whether its proof is complete. */
export interface ReceiptState {
  /** False: a signed promise; ask again in about a second for the inclusion proof. */
  proven: boolean;
  receipt: Json;
}

export interface Checkpoint {
  /** The signed note. */
  note: string;
  size: number;
  root: string;
  vkey: string;
  /** Acts recorded but not yet under a checkpoint. */
  pending: number;
  /** No independent witness signs this log yet; the page says so. */
  witnesses: number;
}

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

/** What went wrong, where, and what to do, in both languages. */
export interface Problem {
  /** Stable word for machines, for instance `too_large`. */
  code: string;
  /** One line, English. */
  title: string;
  /** HTTP status. */
  status: number;
  /** The sentence to show, English. */
  detail: string;
  /** The sentence to show, Chinese. */
  detail_zh: string;
  /** The single things that are wrong, each with its place in the request or file. */
  errors?: Fault[];
}

/** One thing that is wrong, and where. */
export interface Fault {
  /** File name, JSON pointer, line, row, or field. */
  place: string;
  /** The rule or limit that was broken. */
  rule: string;
  message: string;
  message_zh?: string | null;
}
