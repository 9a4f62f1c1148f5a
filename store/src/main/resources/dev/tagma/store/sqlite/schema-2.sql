-- The key that a session was created under has a column; it stood among the tags of the document, as "key:" and the key,
-- and is taken out of there when the document is read.

ALTER TABLE sessions ADD COLUMN key TEXT;

UPDATE sessions SET key = (
  SELECT substr(tag.value, 5) FROM json_each(sessions.document, '$.tags') AS tag
  WHERE substr(tag.value, 1, 4) = 'key:' ORDER BY tag.key LIMIT 1);

-- Two creations at the same moment could both get their session. The oldest keeps the key.
UPDATE sessions SET
  key = NULL,
  document = json_set(document, '$.tags', json((
    SELECT json_group_array(tag.value) FROM json_each(sessions.document, '$.tags') AS tag
    WHERE substr(tag.value, 1, 4) <> 'key:')))
WHERE removed_at IS NULL AND EXISTS (
  SELECT 1 FROM sessions AS other
  WHERE other.tenant = sessions.tenant AND other.key = sessions.key AND other.removed_at IS NULL
    AND (other.created_at, other.id) < (sessions.created_at, sessions.id));

CREATE UNIQUE INDEX sessions_by_key ON sessions (tenant, key) WHERE key IS NOT NULL AND removed_at IS NULL;
