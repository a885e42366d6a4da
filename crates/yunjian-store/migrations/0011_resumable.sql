-- Operational tables: files that arrive in pieces, and how far the reading of a submission has got. No part of the record.

-- A file on its way in by the tus protocol. Its bytes lie in the folder of partial files under its id; received_bytes
-- of them are on the disk for certain.
CREATE TABLE tus_files (
  id TEXT PRIMARY KEY,
  upload_id TEXT NOT NULL,
  name TEXT NOT NULL,
  size BIGINT NOT NULL,
  received_bytes BIGINT NOT NULL,
  -- By which the sender knows the same file again; the server does not look into it.
  fingerprint TEXT,
  -- The digest of the whole, known before the file is moved to its place.
  sha256 TEXT,
  done BIGINT NOT NULL CHECK (done IN (0, 1)),
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE INDEX tus_files_upload ON tus_files (upload_id, id);

-- How far the reading of a submission's file has got; what was read to the end is not read again after a restart.
CREATE TABLE readings (
  submission_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  -- Bytes of the file, and how many of them the reader has passed.
  size BIGINT NOT NULL,
  passed_bytes BIGINT NOT NULL,
  records BIGINT NOT NULL,
  -- How it ended; null while it is read.
  answer TEXT,
  began_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (submission_id, sha256)
);
