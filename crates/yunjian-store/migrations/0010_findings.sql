-- Deviation requests, names of assets, lists of known exploited weaknesses, imported history; and what is known of a
-- finding's repair. All of these are tables of the record.

CREATE TABLE deviations (
  id TEXT PRIMARY KEY,
  platform_id TEXT NOT NULL REFERENCES platforms (id),
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  severity TEXT NOT NULL,
  adjusted TEXT,
  until_at BIGINT NOT NULL,
  reason_ref TEXT NOT NULL,
  measures_ref TEXT,
  vendor_contact BIGINT,
  renews TEXT,
  claimed TEXT,
  requested_at BIGINT NOT NULL,
  requested_by TEXT,
  endorsed_by TEXT,
  decided_at BIGINT,
  decided_by TEXT,
  decision_ref TEXT
);
CREATE INDEX deviations_platform ON deviations (platform_id, state, id);

CREATE TABLE deviation_targets (
  deviation_id TEXT NOT NULL REFERENCES deviations (id),
  ordinal BIGINT NOT NULL,
  component_id TEXT,
  weakness TEXT NOT NULL,
  cves TEXT NOT NULL,
  PRIMARY KEY (deviation_id, ordinal)
);

CREATE TABLE deviation_files (
  deviation_id TEXT NOT NULL REFERENCES deviations (id),
  ordinal BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  size BIGINT NOT NULL,
  name_ref TEXT NOT NULL,
  PRIMARY KEY (deviation_id, ordinal)
);

-- What a person said a name in scans stands for.
CREATE TABLE asset_names (
  id TEXT PRIMARY KEY,
  platform_id TEXT NOT NULL REFERENCES platforms (id),
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('mapped', 'disowned', 'released')),
  component_id TEXT,
  reason_ref TEXT NOT NULL,
  said_at BIGINT NOT NULL,
  said_by TEXT
);
CREATE INDEX asset_names_platform ON asset_names (platform_id, name);

CREATE TABLE exploited_lists (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  version TEXT NOT NULL,
  digest TEXT NOT NULL,
  entries BIGINT NOT NULL,
  listed_at BIGINT NOT NULL,
  listed_by TEXT
);
-- Entries of the newest list; those of earlier ones stand in their acts.
CREATE TABLE exploited (
  cve TEXT PRIMARY KEY,
  added_on TEXT,
  due_on TEXT
);

CREATE TABLE history_imports (
  id TEXT PRIMARY KEY,
  platform_id TEXT NOT NULL REFERENCES platforms (id),
  sha256 TEXT NOT NULL,
  size BIGINT NOT NULL,
  name_ref TEXT NOT NULL,
  format TEXT NOT NULL,
  facts TEXT NOT NULL,
  imported_at BIGINT NOT NULL,
  imported_by TEXT
);

-- A repair counts as verified from the end of the first scan with login that covered the asset and saw nothing.
ALTER TABLE findings ADD COLUMN verified_at BIGINT;
-- What the evidence itself calls the asset, so that a mapping can be undone.
ALTER TABLE findings ADD COLUMN stated TEXT NOT NULL DEFAULT '';
-- The submission or import that says when it was first seen.
ALTER TABLE findings ADD COLUMN first_seen_from TEXT;
-- What a register says is the day it will be repaired by.
ALTER TABLE findings ADD COLUMN planned_at BIGINT;
ALTER TABLE findings ADD COLUMN exploited BIGINT NOT NULL DEFAULT 0;
ALTER TABLE findings ADD COLUMN exploited_due TEXT;
ALTER TABLE findings ADD COLUMN exploited_stated BIGINT NOT NULL DEFAULT 0;
CREATE INDEX findings_worst ON findings (platform_id, exploited, severity_rank, id);
