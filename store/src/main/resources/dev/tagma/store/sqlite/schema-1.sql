-- Times are nanoseconds since 1970. Documents are JSON, each with its own version in "v".

CREATE TABLE sessions (
  tenant     TEXT    NOT NULL,
  id         TEXT    NOT NULL,
  handle     TEXT    NOT NULL,
  created_at INTEGER NOT NULL,
  removed_at INTEGER,
  document   TEXT    NOT NULL,
  PRIMARY KEY (tenant, id)
) STRICT;
CREATE UNIQUE INDEX sessions_by_handle ON sessions (tenant, handle) WHERE removed_at IS NULL;
CREATE INDEX sessions_by_age ON sessions (tenant, created_at, id) WHERE removed_at IS NULL;
CREATE INDEX sessions_by_removal ON sessions (removed_at) WHERE removed_at IS NOT NULL;

-- "ended" is 1 when nothing more will become of the message.
CREATE TABLE messages (
  tenant   TEXT    NOT NULL,
  id       TEXT    NOT NULL,
  session  TEXT    NOT NULL,
  sequence INTEGER NOT NULL,
  key      TEXT,
  ended    INTEGER NOT NULL,
  document TEXT    NOT NULL,
  PRIMARY KEY (tenant, id)
) STRICT;
CREATE UNIQUE INDEX messages_by_sequence ON messages (tenant, session, sequence);
CREATE UNIQUE INDEX messages_by_key ON messages (tenant, session, key) WHERE key IS NOT NULL;
CREATE INDEX messages_in_inbox ON messages (tenant, session, sequence) WHERE ended = 0;

-- What was said, apart from the message: it never changes and may be long.
CREATE TABLE message_texts (
  tenant TEXT NOT NULL,
  id     TEXT NOT NULL,
  text   TEXT NOT NULL,
  PRIMARY KEY (tenant, id)
) STRICT;

CREATE TABLE requests (
  tenant    TEXT    NOT NULL,
  id        TEXT    NOT NULL,
  session   TEXT    NOT NULL,
  key       TEXT    NOT NULL,
  opened_at INTEGER NOT NULL,
  closed    INTEGER NOT NULL,
  document  TEXT    NOT NULL,
  PRIMARY KEY (tenant, id)
) STRICT;
CREATE UNIQUE INDEX requests_by_key ON requests (tenant, session, key);
CREATE INDEX requests_by_age ON requests (tenant, session, opened_at, id);
CREATE INDEX requests_open ON requests (tenant, opened_at, id) WHERE closed = 0;
CREATE INDEX requests_open_in_session ON requests (tenant, session, opened_at, id) WHERE closed = 0;

CREATE TABLE turns (
  tenant   TEXT    NOT NULL,
  session  TEXT    NOT NULL,
  number   INTEGER NOT NULL,
  key      TEXT    NOT NULL,
  document TEXT    NOT NULL,
  PRIMARY KEY (tenant, session, number)
) STRICT;

CREATE UNIQUE INDEX turns_by_key ON turns (tenant, session, key);

-- The two logs are laid out alike. "position" is the order of commits over all tenants, "sequence" is dense within a
-- tenant, "through" is how many bytes the tenant's log has taken from its beginning up to and with this row: the
-- difference of two rows is what lies between them, without reading it.
CREATE TABLE events (
  position INTEGER PRIMARY KEY,
  tenant   TEXT    NOT NULL,
  sequence INTEGER NOT NULL,
  session  TEXT,
  time     INTEGER NOT NULL,
  type     TEXT    NOT NULL,
  through  INTEGER NOT NULL,
  document TEXT    NOT NULL
) STRICT;
CREATE UNIQUE INDEX events_by_sequence ON events (tenant, sequence);
CREATE INDEX events_by_session ON events (tenant, session, sequence) WHERE session IS NOT NULL;

CREATE TABLE facts (
  position INTEGER PRIMARY KEY,
  tenant   TEXT    NOT NULL,
  sequence INTEGER NOT NULL,
  session  TEXT,
  time     INTEGER NOT NULL,
  type     TEXT    NOT NULL,
  through  INTEGER NOT NULL,
  document TEXT    NOT NULL
) STRICT;
CREATE UNIQUE INDEX facts_by_sequence ON facts (tenant, sequence);
CREATE INDEX facts_by_session ON facts (tenant, session, sequence) WHERE session IS NOT NULL;

-- Up to where a tenant's log was pruned; the numbers go on from here when nothing is left.
CREATE TABLE pruned (
  log      TEXT    NOT NULL,
  tenant   TEXT    NOT NULL,
  sequence INTEGER NOT NULL,
  through  INTEGER NOT NULL,
  PRIMARY KEY (log, tenant)
) STRICT;
