-- Looking at files in the page, reminding, and hearing before a state of supervision.

-- How a file was looked at: taken away as a whole, or seen in the page.
ALTER TABLE looks ADD COLUMN way TEXT NOT NULL DEFAULT 'taken';

-- Of the record: who reminded whom of what. `about` is `due`, `rectification`, `notice` or `escalation`.
CREATE TABLE reminders (
  id TEXT PRIMARY KEY,
  platform_id TEXT NOT NULL,
  about TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  text_ref TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX reminders_subject ON reminders (subject_id, id);
CREATE INDEX reminders_platform ON reminders (platform_id, id);

-- Of the record: why the supervisor gave more time of itself.
ALTER TABLE dues ADD COLUMN extended_ref TEXT;

ALTER TABLE rectifications ADD COLUMN extended_ref TEXT;

-- A notice about an escalation has no submission.
ALTER TABLE notices ADD COLUMN escalation_id TEXT;

-- Escalations get a state more than their check allowed; made anew and, like every table of the record, filled again from the acts.
DROP TABLE escalations;
CREATE TABLE escalations (
  id TEXT PRIMARY KEY,
  platform_id TEXT NOT NULL,
  trigger_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  level TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('proposed', 'endorsed', 'intended', 'confirmed', 'dismissed', 'closed')),
  compared TEXT NOT NULL,
  proposed_at BIGINT NOT NULL,
  observed_at BIGINT NOT NULL,
  observations BIGINT NOT NULL,
  endorsed_by TEXT,
  reason_ref TEXT,
  closed_at BIGINT,
  -- What was told as intended, by whom, and how far the provider was heard on it.
  intended_by TEXT,
  intended_at BIGINT,
  intended_ref TEXT,
  hearing TEXT CHECK (hearing IN ('untold', 'told', 'stated', 'answered', 'waived')),
  hear_until BIGINT,
  statement_ref TEXT,
  stated_at BIGINT,
  answer_ref TEXT
);
CREATE INDEX escalations_platform ON escalations (platform_id, id);
CREATE INDEX escalations_key ON escalations (platform_id, trigger_id, subject, state);

-- Of the record: how each obligation of a platform stood, from one verdict to the next that says otherwise. The standing of a past day is asked
-- of these spans, never of what became of it later.
CREATE TABLE standing_spans (
  platform_id TEXT NOT NULL,
  obligation TEXT NOT NULL,
  from_at BIGINT NOT NULL,
  to_at BIGINT,
  -- The due moment of the period that was judged: an older period judged later changes nothing.
  due_at BIGINT NOT NULL,
  adverse BIGINT NOT NULL CHECK (adverse IN (0, 1)),
  PRIMARY KEY (platform_id, obligation, from_at)
);
CREATE INDEX standing_spans_time ON standing_spans (platform_id, from_at, to_at, adverse);
