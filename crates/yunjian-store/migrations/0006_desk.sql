-- The provider's desk: more time for due items, plans with milestones, remarks (record); drafts, shared uploads and the
-- division of work among colleagues (operational).

ALTER TABLE dues ADD COLUMN planned_due_at BIGINT;
ALTER TABLE dues ADD COLUMN extension TEXT NOT NULL DEFAULT 'none';
ALTER TABLE dues ADD COLUMN extension_until BIGINT;
ALTER TABLE dues ADD COLUMN extension_ref TEXT;
ALTER TABLE dues ADD COLUMN extensions BIGINT NOT NULL DEFAULT 0;
CREATE INDEX dues_extension ON dues (due_at, id) WHERE extension = 'requested';

ALTER TABLE submissions ADD COLUMN remarks_ref TEXT;

ALTER TABLE rectifications ADD COLUMN plan_state TEXT NOT NULL DEFAULT 'none';
ALTER TABLE rectifications ADD COLUMN plan_return_ref TEXT;

CREATE TABLE milestones (
  id TEXT PRIMARY KEY,
  rectification_id TEXT NOT NULL,
  -- Which plan of the rectification it stands in, counted from 1; only the newest plan's are kept here.
  plan BIGINT NOT NULL,
  ordinal BIGINT NOT NULL,
  what_ref TEXT NOT NULL,
  who_ref TEXT NOT NULL,
  measure_ref TEXT,
  by_at BIGINT NOT NULL,
  progress TEXT NOT NULL CHECK (progress IN ('planned', 'started', 'blocked', 'done')),
  note_ref TEXT,
  reported_at BIGINT
);
CREATE INDEX milestones_rectification ON milestones (rectification_id, ordinal);
CREATE INDEX milestones_late ON milestones (by_at, rectification_id) WHERE progress <> 'done';

-- From here on operational: no part of the record.

-- An upload whose files were taken over from another one, for another platform.
ALTER TABLE uploads ADD COLUMN of_upload TEXT;
CREATE UNIQUE INDEX uploads_of ON uploads (of_upload, platform_id);
CREATE INDEX uploads_expire ON uploads (expires_at);

-- What was typed for an upload and is not handed in yet; any colleague may go on with it.
CREATE TABLE drafts (
  upload_id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL,
  body TEXT NOT NULL,
  version BIGINT NOT NULL,
  changed_by TEXT NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE INDEX drafts_organisation ON drafts (organisation_id, changed_at, upload_id);

-- Who of an organisation looks after a due item. How a provider divides its own work is its own affair.
CREATE TABLE due_assignments (
  due_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  assigned_by TEXT NOT NULL,
  assigned_at BIGINT NOT NULL,
  PRIMARY KEY (due_id, organisation_id)
);
CREATE INDEX due_assignments_user ON due_assignments (user_id, due_id);
