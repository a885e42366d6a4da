-- Telling people. All of it is operational: no part of the record, never dumped, never replayed. What a message tells of
-- is an act, which stands in the record; see decision 0015.

-- The outbox: one row per person and thing told, written in the transaction of the act it tells about. Channels read it.
CREATE TABLE messages (
  id TEXT PRIMARY KEY,
  -- Act, kind and person; of a reminder the moment, kind and person. The same thing is told once.
  key TEXT NOT NULL UNIQUE,
  user_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  at BIGINT NOT NULL,
  act_id TEXT,
  platform_id TEXT,
  thing TEXT NOT NULL,
  -- Null: several things at once, a list.
  thing_id TEXT,
  obligation TEXT,
  period_key TEXT,
  until_at BIGINT,
  word TEXT,
  text_ref TEXT,
  things BIGINT NOT NULL DEFAULT 1,
  read_at BIGINT
);
CREATE INDEX messages_user ON messages (user_id, at, id);
CREATE INDEX messages_kind ON messages (user_id, kind, at, id);
CREATE INDEX messages_unread ON messages (user_id, platform_id, at, id) WHERE read_at IS NULL;
CREATE INDEX messages_old ON messages (read_at) WHERE read_at IS NOT NULL;

CREATE TABLE message_preferences (
  user_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  channel TEXT NOT NULL,
  wanted BIGINT NOT NULL CHECK (wanted IN (0, 1)),
  PRIMARY KEY (user_id, kind, channel)
);

-- The latest reminder of every term. One row per term, so that no reminder comes twice and the table stays as small as what runs.
CREATE TABLE reminded (
  term TEXT NOT NULL,
  thing_id TEXT NOT NULL,
  until_at BIGINT NOT NULL,
  step BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (term, thing_id)
);

-- Secret addresses of calendars: they open one person's calendar and nothing else.
CREATE TABLE calendar_feeds (
  id TEXT PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  user_id TEXT NOT NULL,
  label TEXT NOT NULL,
  language TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  last_used_at BIGINT
);
CREATE INDEX calendar_feeds_user ON calendar_feeds (user_id, id);
