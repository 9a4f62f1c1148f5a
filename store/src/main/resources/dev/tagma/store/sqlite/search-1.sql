-- What was said, for finding it. Derived from the agents' own records: this file may be deleted.
CREATE TABLE origin (
    id INTEGER PRIMARY KEY,
    tenant TEXT NOT NULL,
    own INTEGER NOT NULL,
    agent TEXT NOT NULL,
    name TEXT NOT NULL,
    place TEXT,
    position TEXT NOT NULL,
    UNIQUE (tenant, own, agent, name)
);

-- Conversations that a session holds or has held, also one that is not kept any more.
CREATE TABLE held (
    conversation TEXT PRIMARY KEY
) WITHOUT ROWID;

CREATE TABLE entry (
    id INTEGER PRIMARY KEY,
    origin INTEGER NOT NULL,
    cursor TEXT NOT NULL,
    role TEXT NOT NULL,
    tool TEXT,
    at INTEGER,
    text TEXT NOT NULL,
    UNIQUE (origin, cursor)
);

CREATE TABLE reached (
    tenant TEXT PRIMARY KEY,
    sequence INTEGER NOT NULL
);

CREATE VIRTUAL TABLE words USING fts5 (
    text,
    content = 'entry',
    content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER entry_in AFTER INSERT ON entry BEGIN
    INSERT INTO words (rowid, text) VALUES (new.id, new.text);
END;

CREATE TRIGGER entry_out AFTER DELETE ON entry BEGIN
    INSERT INTO words (words, rowid, text) VALUES ('delete', old.id, old.text);
END;
