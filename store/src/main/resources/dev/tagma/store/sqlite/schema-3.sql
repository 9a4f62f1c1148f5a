-- What each message of a model used, in the agent's own figures. "key" is the agent's name of the message, "turn" its name
-- of the turn.
CREATE TABLE usage (
  tenant           TEXT    NOT NULL,
  session          TEXT    NOT NULL,
  key              TEXT    NOT NULL,
  model            TEXT    NOT NULL,
  turn             TEXT,
  time             INTEGER NOT NULL,
  input            INTEGER NOT NULL,
  output           INTEGER NOT NULL,
  cache_read       INTEGER NOT NULL,
  cache_write      INTEGER NOT NULL,
  cache_write_long INTEGER NOT NULL,
  reasoning        INTEGER NOT NULL,
  PRIMARY KEY (tenant, session, key)
) STRICT;
CREATE INDEX usage_by_age ON usage (tenant, session, time, key);

-- The same by days, which are counted from 1970 in UTC: whoever asks for sums need not read every message. Changed in the
-- transaction that changes the table above, and only there.
CREATE TABLE usage_sums (
  tenant           TEXT    NOT NULL,
  session          TEXT    NOT NULL,
  day              INTEGER NOT NULL,
  model            TEXT    NOT NULL,
  messages         INTEGER NOT NULL,
  input            INTEGER NOT NULL,
  output           INTEGER NOT NULL,
  cache_read       INTEGER NOT NULL,
  cache_write      INTEGER NOT NULL,
  cache_write_long INTEGER NOT NULL,
  reasoning        INTEGER NOT NULL,
  PRIMARY KEY (tenant, session, day, model)
) STRICT;
CREATE INDEX usage_sums_by_day ON usage_sums (tenant, day, model);
CREATE INDEX sessions_by_group ON sessions (tenant, json_extract(document, '$.group'));
