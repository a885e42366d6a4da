-- The procedure of an adverse decision: told as intended, heard, drafted, checked by a second person, issued and served;
-- deputies; sensitivity. Two tables get more states than their old check allowed: they are made anew and, like every
-- table of the record, filled again from the acts.

DROP TABLE submissions;
DROP TABLE escalations;

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
  state TEXT NOT NULL CHECK (state IN ('received', 'not_admitted', 'admitted', 'assessed', 'under_review', 'intended', 'drafted', 'returned', 'decided', 'superseded', 'withdrawn')),
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
  sensitivity TEXT,
  -- What is meant to be decided against the provider, and how far it was heard.
  intended TEXT,
  intended_at BIGINT,
  intended_ref TEXT,
  order_ref TEXT,
  hearing TEXT CHECK (hearing IN ('untold', 'told', 'stated', 'answered', 'waived')),
  hear_until BIGINT,
  statement_ref TEXT,
  stated_at BIGINT,
  answer_ref TEXT,
  -- The verdict as it waits for a second person.
  draft_verdict TEXT,
  draft_ref TEXT,
  draft_deadline BIGINT,
  draft_items TEXT,
  sent_back_ref TEXT,
  UNIQUE (due_id, version)
);

CREATE INDEX submissions_platform ON submissions (platform_id, id);
CREATE INDEX submissions_due ON submissions (due_id, version);
CREATE INDEX submissions_state ON submissions (state, received_at, id);
CREATE INDEX submissions_obligation ON submissions (platform_id, obligation, admitted_at);

CREATE TABLE escalations (
  id TEXT PRIMARY KEY,
  platform_id TEXT NOT NULL,
  trigger_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  level TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('proposed', 'endorsed', 'confirmed', 'dismissed', 'closed')),
  compared TEXT NOT NULL,
  proposed_at BIGINT NOT NULL,
  observed_at BIGINT NOT NULL,
  observations BIGINT NOT NULL,
  endorsed_by TEXT,
  reason_ref TEXT,
  closed_at BIGINT
);

CREATE INDEX escalations_platform ON escalations (platform_id, id);
CREATE INDEX escalations_key ON escalations (platform_id, trigger_id, subject, state);

ALTER TABLE rectifications ADD COLUMN served_at BIGINT;

CREATE TABLE notices (
  id TEXT PRIMARY KEY,
  platform_id TEXT NOT NULL,
  supervisor_id TEXT,
  recipient_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  submission_id TEXT NOT NULL,
  rectification_id TEXT,
  state TEXT NOT NULL CHECK (state IN ('drafted', 'checked', 'issued', 'served', 'void')),
  number TEXT,
  year BIGINT,
  sequence BIGINT,
  body_ref TEXT NOT NULL,
  drafted_by TEXT,
  drafted_at BIGINT NOT NULL,
  checked_by TEXT,
  checked_at BIGINT,
  issued_by TEXT,
  issued_at BIGINT,
  deemed_at BIGINT,
  method TEXT,
  served_at BIGINT,
  served_by TEXT,
  proof_ref TEXT,
  sent_back_ref TEXT
);
CREATE INDEX notices_platform ON notices (platform_id, id);
CREATE INDEX notices_submission ON notices (submission_id, id);
CREATE INDEX notices_state ON notices (state, deemed_at, id);
CREATE UNIQUE INDEX notices_number ON notices (supervisor_id, kind, year, sequence);

CREATE TABLE deputies (
  id TEXT PRIMARY KEY,
  principal_id TEXT NOT NULL,
  deputy_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  from_at BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  reason_ref TEXT NOT NULL,
  named_by TEXT,
  named_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX deputies_deputy ON deputies (deputy_id, until_at);

-- Whether a scanner's own file said it, or a register: a register's word on a scan does not undo what a scanner saw.
ALTER TABLE findings ADD COLUMN observed BIGINT NOT NULL DEFAULT 0;
ALTER TABLE scan_targets ADD COLUMN observed BIGINT NOT NULL DEFAULT 0;

-- Operational: who looked at which deliverable. It only grows.

CREATE TABLE looks (
  id TEXT PRIMARY KEY,
  platform_id TEXT NOT NULL,
  submission_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  user_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX looks_submission ON looks (submission_id, id);
