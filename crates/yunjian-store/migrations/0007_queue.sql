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

-- Of the record: a due item given more time is not moved back by the calendar.
ALTER TABLE dues ADD COLUMN extended BIGINT NOT NULL DEFAULT 0;
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
