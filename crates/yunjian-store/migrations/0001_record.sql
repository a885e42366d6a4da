-- The house dialect: TEXT ids (ULID), BIGINT milliseconds UTC, TEXT civil dates, BIGINT 0/1, enums TEXT + CHECK.
-- JSON is TEXT and never queried inside. The same text runs on SQLite and PostgreSQL.

-- The record: acts in commit order, what they commit to, and the contents they refer to.

CREATE TABLE acts (
  seq BIGINT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  at BIGINT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  platform_id TEXT,
  user_id TEXT,
  organisation_id TEXT,
  cause_id TEXT,
  salt TEXT NOT NULL,
  body TEXT NOT NULL,
  leaf TEXT NOT NULL
);
CREATE INDEX acts_subject ON acts (subject, seq);
CREATE INDEX acts_platform ON acts (platform_id, seq);

CREATE TABLE contents (
  digest TEXT PRIMARY KEY,
  salt TEXT,
  body TEXT,
  erased BIGINT NOT NULL DEFAULT 0 CHECK (erased IN (0, 1))
);

CREATE TABLE ledger_nodes (
  level BIGINT NOT NULL,
  idx BIGINT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (level, idx)
);

CREATE TABLE ledger_checkpoints (
  size BIGINT PRIMARY KEY,
  root TEXT NOT NULL,
  at BIGINT NOT NULL,
  note TEXT NOT NULL
);

-- Projections of the acts: what people read. Rebuilt byte for byte by replay.

CREATE TABLE organisations (
  id TEXT PRIMARY KEY,
  role TEXT NOT NULL CHECK (role IN ('supervisor', 'provider', 'customer', 'assessor')),
  name_ref TEXT NOT NULL,
  created_by TEXT,
  created_at BIGINT NOT NULL
);

CREATE TABLE users (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL,
  role TEXT NOT NULL,
  login_ref TEXT NOT NULL,
  name_ref TEXT NOT NULL,
  disabled BIGINT NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),
  created_at BIGINT NOT NULL
);
CREATE INDEX users_organisation ON users (organisation_id, id);

CREATE TABLE platforms (
  id TEXT PRIMARY KEY,
  provider_id TEXT NOT NULL,
  name_ref TEXT NOT NULL,
  zone TEXT NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('general', 'enhanced')),
  supervised_from BIGINT NOT NULL,
  registered_by TEXT,
  registered_at BIGINT NOT NULL,
  plan_version BIGINT
);

-- Who may see a platform, and as what. Every scoped read goes through this table.
CREATE TABLE access (
  organisation_id TEXT NOT NULL,
  platform_id TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('supervisor', 'provider', 'customer', 'assessor')),
  PRIMARY KEY (organisation_id, platform_id, role)
);
CREATE INDEX access_platform ON access (platform_id, organisation_id);

CREATE TABLE authorisations (
  id TEXT PRIMARY KEY,
  platform_id TEXT NOT NULL,
  result TEXT NOT NULL CHECK (result IN ('granted', 'conditional', 'suspended', 'withdrawn')),
  valid_from TEXT NOT NULL,
  valid_until TEXT NOT NULL,
  conditions_ref TEXT,
  remind_days BIGINT NOT NULL,
  renewal_applied_at BIGINT,
  recorded_at BIGINT NOT NULL
);
CREATE INDEX authorisations_platform ON authorisations (platform_id, id);

CREATE TABLE mandates (
  id TEXT PRIMARY KEY,
  platform_id TEXT NOT NULL,
  supervisor_id TEXT NOT NULL,
  commissioned_ref TEXT NOT NULL,
  areas TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_until TEXT NOT NULL,
  recorded_at BIGINT NOT NULL
);
CREATE INDEX mandates_platform ON mandates (platform_id, supervisor_id);

CREATE TABLE plans (
  platform_id TEXT NOT NULL,
  version BIGINT NOT NULL,
  defaults BIGINT NOT NULL CHECK (defaults IN (0, 1)),
  catalogue TEXT NOT NULL,
  adopted_at BIGINT NOT NULL,
  PRIMARY KEY (platform_id, version)
);

CREATE TABLE plan_items (
  platform_id TEXT NOT NULL,
  obligation TEXT NOT NULL,
  applies BIGINT NOT NULL CHECK (applies IN (0, 1)),
  frequency TEXT NOT NULL,
  due_workdays BIGINT NOT NULL,
  PRIMARY KEY (platform_id, obligation)
);

CREATE TABLE plan_parameters (
  platform_id TEXT NOT NULL,
  obligation TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  source TEXT NOT NULL,
  verified TEXT NOT NULL,
  applicability TEXT NOT NULL,
  PRIMARY KEY (platform_id, obligation, name)
);

CREATE TABLE plan_changes (
  id TEXT PRIMARY KEY,
  platform_id TEXT NOT NULL,
  obligation TEXT NOT NULL,
  term TEXT NOT NULL,
  old_value TEXT NOT NULL,
  new_value TEXT NOT NULL,
  immediate BIGINT NOT NULL CHECK (immediate IN (0, 1)),
  reason_ref TEXT NOT NULL,
  user_id TEXT,
  at BIGINT NOT NULL
);
CREATE INDEX plan_changes_platform ON plan_changes (platform_id, id);

CREATE TABLE platform_events (
  id TEXT PRIMARY KEY,
  platform_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  occurred_at BIGINT NOT NULL,
  text_ref TEXT NOT NULL,
  recorded_at BIGINT NOT NULL
);

CREATE TABLE dues (
  id TEXT PRIMARY KEY,
  platform_id TEXT NOT NULL,
  obligation TEXT NOT NULL,
  party TEXT NOT NULL CHECK (party IN ('provider', 'assessor')),
  frequency TEXT NOT NULL,
  period_key TEXT NOT NULL,
  start_at BIGINT NOT NULL,
  end_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  calendar_verified BIGINT NOT NULL CHECK (calendar_verified IN (0, 1)),
  origin TEXT NOT NULL CHECK (origin IN ('calendar', 'request', 'event')),
  reason_ref TEXT,
  event_id TEXT,
  standing TEXT NOT NULL CHECK (standing IN ('open', 'submitted', 'not_admitted', 'returned', 'compliant', 'non_compliant', 'withdrawn')),
  -- While the standing asks the party for something: when that is late. Otherwise null.
  waits_until BIGINT,
  submission_id TEXT,
  first_received_at BIGINT,
  UNIQUE (platform_id, obligation, period_key)
);
CREATE INDEX dues_platform ON dues (platform_id, due_at, id);
CREATE INDEX dues_standing ON dues (standing, due_at, id);
CREATE INDEX dues_order ON dues (due_at, id);

CREATE TABLE submissions (
  id TEXT PRIMARY KEY,
  due_id TEXT NOT NULL,
  platform_id TEXT NOT NULL,
  obligation TEXT NOT NULL,
  version BIGINT NOT NULL,
  supersedes TEXT,
  superseded_by TEXT,
  key TEXT NOT NULL,
  form_ref TEXT,
  covers_from BIGINT,
  covers_to BIGINT,
  automatic BIGINT NOT NULL CHECK (automatic IN (0, 1)),
  user_id TEXT,
  organisation_id TEXT,
  received_act TEXT NOT NULL,
  received_at BIGINT NOT NULL,
  late BIGINT NOT NULL CHECK (late IN (0, 1)),
  state TEXT NOT NULL CHECK (state IN ('received', 'not_admitted', 'admitted', 'assessed', 'under_review', 'returned', 'decided', 'superseded', 'withdrawn')),
  proposal TEXT,
  reviewer_id TEXT,
  return_until BIGINT,
  return_ref TEXT,
  verdict TEXT,
  verdict_ref TEXT,
  decided_at BIGINT,
  admitted_at BIGINT,
  report TEXT,
  assessment_id TEXT,
  assessment TEXT,
  assessed_at BIGINT,
  failed BIGINT NOT NULL DEFAULT 0,
  undetermined BIGINT NOT NULL DEFAULT 0,
  blocking_failed BIGINT NOT NULL DEFAULT 0,
  unauthenticated BIGINT,
  UNIQUE (due_id, version)
);
CREATE INDEX submissions_platform ON submissions (platform_id, id);
CREATE INDEX submissions_due ON submissions (due_id, version);
CREATE INDEX submissions_state ON submissions (state, received_at, id);
CREATE INDEX submissions_obligation ON submissions (platform_id, obligation, admitted_at);

CREATE TABLE submission_files (
  submission_id TEXT NOT NULL,
  ordinal BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  size BIGINT NOT NULL,
  name_ref TEXT NOT NULL,
  format TEXT,
  kind TEXT,
  reader_version BIGINT,
  facts TEXT,
  summary TEXT,
  PRIMARY KEY (submission_id, ordinal)
);
CREATE INDEX submission_files_sha ON submission_files (sha256);

CREATE TABLE nonconformities (
  id TEXT PRIMARY KEY,
  submission_id TEXT NOT NULL,
  platform_id TEXT NOT NULL,
  obligation TEXT NOT NULL,
  rule TEXT NOT NULL,
  severity TEXT NOT NULL,
  text_ref TEXT NOT NULL,
  rectification_id TEXT,
  current BIGINT NOT NULL CHECK (current IN (0, 1)),
  stated_at BIGINT NOT NULL
);
CREATE INDEX nonconformities_submission ON nonconformities (submission_id, id);
CREATE INDEX nonconformities_rectification ON nonconformities (rectification_id, id);

CREATE TABLE rectifications (
  id TEXT PRIMARY KEY,
  platform_id TEXT NOT NULL,
  obligation TEXT NOT NULL,
  submission_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('ordered', 'planned', 'handed_in', 'under_re_review', 'returned', 'closed')),
  ordered_at BIGINT NOT NULL,
  deadline BIGINT NOT NULL,
  first_deadline BIGINT NOT NULL,
  basis TEXT NOT NULL,
  text_ref TEXT NOT NULL,
  plan_ref TEXT,
  plans BIGINT NOT NULL DEFAULT 0,
  statement_ref TEXT,
  proof_id TEXT,
  reviewer_id TEXT,
  return_ref TEXT,
  returns BIGINT NOT NULL DEFAULT 0,
  extension TEXT NOT NULL CHECK (extension IN ('none', 'requested', 'granted', 'refused')),
  extension_until BIGINT,
  extension_ref TEXT,
  extensions BIGINT NOT NULL DEFAULT 0,
  closed_at BIGINT,
  closing_ref TEXT,
  overridden BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX rectifications_platform ON rectifications (platform_id, id);
CREATE INDEX rectifications_state ON rectifications (state, deadline, id);

CREATE TABLE escalations (
  id TEXT PRIMARY KEY,
  platform_id TEXT NOT NULL,
  trigger_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  level TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('proposed', 'confirmed', 'dismissed', 'closed')),
  compared TEXT NOT NULL,
  proposed_at BIGINT NOT NULL,
  observed_at BIGINT NOT NULL,
  observations BIGINT NOT NULL,
  reason_ref TEXT,
  closed_at BIGINT
);
CREATE INDEX escalations_platform ON escalations (platform_id, id);
CREATE INDEX escalations_key ON escalations (platform_id, trigger_id, subject, state);

CREATE TABLE findings (
  id TEXT PRIMARY KEY,
  platform_id TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('new', 'persistent', 'reappeared', 'fixed', 'not_scanned')),
  title TEXT,
  severity TEXT NOT NULL,
  severity_rank BIGINT NOT NULL,
  rule_id TEXT,
  cves TEXT NOT NULL,
  component_id TEXT,
  location TEXT,
  source_tool TEXT,
  first_seen BIGINT NOT NULL,
  last_seen BIGINT NOT NULL,
  fixed_at BIGINT,
  submission_id TEXT NOT NULL,
  file TEXT,
  place TEXT
);
CREATE INDEX findings_platform ON findings (platform_id, status, severity_rank, id);

CREATE TABLE scan_targets (
  submission_id TEXT NOT NULL,
  source_tool TEXT NOT NULL,
  component_id TEXT NOT NULL,
  authenticated BIGINT NOT NULL,
  failed BIGINT NOT NULL,
  PRIMARY KEY (submission_id, source_tool, component_id)
);

CREATE TABLE components (
  platform_id TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT,
  type TEXT,
  version TEXT,
  boundary TEXT,
  owner TEXT,
  first_seen BIGINT NOT NULL,
  last_seen BIGINT NOT NULL,
  current BIGINT NOT NULL CHECK (current IN (0, 1)),
  submission_id TEXT NOT NULL,
  PRIMARY KEY (platform_id, id)
);

-- Operational tables: no part of the record, never dumped, never replayed.

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

CREATE TABLE credentials (
  user_id TEXT PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  hash TEXT NOT NULL
);

CREATE TABLE sessions (
  digest TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE TABLE tokens (
  id TEXT PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  user_id TEXT NOT NULL,
  label TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  last_used_at BIGINT
);
CREATE INDEX tokens_user ON tokens (user_id, id);

CREATE TABLE sign_in_failures (
  login TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX sign_in_failures_login ON sign_in_failures (login, at);

CREATE TABLE uploads (
  id TEXT PRIMARY KEY,
  platform_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  dues TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE TABLE upload_files (
  upload_id TEXT NOT NULL,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  size BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (upload_id, name)
);

CREATE TABLE jobs (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  subject TEXT NOT NULL,
  run_at BIGINT NOT NULL,
  attempt BIGINT NOT NULL DEFAULT 0,
  leased_until BIGINT NOT NULL DEFAULT 0,
  dead BIGINT NOT NULL DEFAULT 0 CHECK (dead IN (0, 1)),
  error TEXT
);
CREATE INDEX jobs_ready ON jobs (dead, run_at, id)
