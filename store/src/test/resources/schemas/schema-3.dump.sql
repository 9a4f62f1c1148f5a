PRAGMA application_id = 1416064353;
PRAGMA user_version = 3;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE sessions (
  tenant     TEXT    NOT NULL,
  id         TEXT    NOT NULL,
  handle     TEXT    NOT NULL,
  created_at INTEGER NOT NULL,
  removed_at INTEGER,
  document   TEXT    NOT NULL, key TEXT,
  PRIMARY KEY (tenant, id)
) STRICT;
INSERT INTO sessions VALUES('default','01980000-0000-7001-8000-000000000001','otter-1',1772359201123456789,NULL,'{"v":2,"tenant":"default","id":"01980000-0000-7001-8000-000000000001","handle":"otter-1","title":"","group":"","tags":[],"launch":{"agent":"claude-code","driver":"terminal","mode":"ask","environment":{},"arguments":[]},"wanted":{"place":"/srv/repo","kind":"automatic"},"workspace":{"kind":"directory","path":"","owned":false},"lifecycle":"requested","lifecycleSince":"2026-03-01T10:00:00.123456789Z","lifecycleReason":"","createdAt":"2026-03-01T10:00:01.123456789Z"}',NULL);
INSERT INTO sessions VALUES('default','01980000-0000-7001-8000-000000000002','calm-otter-2',1772359202123456789,1772445600123456789,'{"v":2,"tenant":"default","id":"01980000-0000-7001-8000-000000000002","handle":"calm-otter-2","title":"Mend the “gate” — 門を直す 🦦","group":"backend/doors & gates","tags":["später","urgent"],"launch":{"agent":"claude-code","driver":"protocol","mode":"read_only","model":"opus","environment":{"EMPTY":"","LANG":"C.UTF-8"},"arguments":["--verbose","--name","a b"]},"wanted":{"place":"/srv/répo","kind":"worktree","branch":"mend/gate","base":"main"},"workspace":{"kind":"worktree","path":"/srv/work trees/otter\ttab","repository":"/srv/répo","branch":"tagma/calm-otter","base":"4b825dc642cb6eb9a060e54bf8d69288fbee4904","owned":true},"lifecycle":"live","lifecycleSince":"2026-03-01T10:00:00.123456790Z","lifecycleReason":"its agent is ready","agentSessionId":"5f0c2d1e-agent","handleOfProcess":"tmux:1:%7:{\"boot\":\"b\"}","parent":"01980000-0000-7001-8000-000000000385","forkedFrom":"01980000-0000-7001-8000-000000000386","createdAt":"2026-03-01T10:00:02.123456789Z","removed":"2026-03-02T10:00:00.123456789Z"}',NULL);
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
INSERT INTO messages VALUES('default','01980000-0000-7002-8000-000000000001','01980000-0000-7001-8000-000000000001',1,NULL,0,'{"v":1,"tenant":"default","session":"01980000-0000-7001-8000-000000000001","id":"01980000-0000-7002-8000-000000000001","sequence":1,"sender":"cli:anna","mode":"queue","state":"accepted","acceptedAt":"2026-03-01T10:00:00.123456789Z","stateSince":"2026-03-01T10:00:00.123456789Z","stage":"none","attempts":0}');
INSERT INTO messages VALUES('default','01980000-0000-7002-8000-000000000002','01980000-0000-7001-8000-000000000001',2,'key',0,'{"v":1,"tenant":"default","session":"01980000-0000-7001-8000-000000000001","id":"01980000-0000-7002-8000-000000000002","sequence":2,"key":"key","sender":"cli:anna","mode":"queue","state":"accepted","acceptedAt":"2026-03-01T10:00:00.123456789Z","stateSince":"2026-03-01T10:00:00.123456789Z","stage":"none","attempts":0}');
CREATE TABLE message_texts (
  tenant TEXT NOT NULL,
  id     TEXT NOT NULL,
  text   TEXT NOT NULL,
  PRIMARY KEY (tenant, id)
) STRICT;
INSERT INTO message_texts VALUES('default','01980000-0000-7002-8000-000000000001','message 1');
INSERT INTO message_texts VALUES('default','01980000-0000-7002-8000-000000000002','message 2');
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
INSERT INTO requests VALUES('default','01980000-0000-7003-8000-000000000001','01980000-0000-7001-8000-000000000001','tool-use-1',1772359201123456789,0,'{"v":1,"tenant":"default","session":"01980000-0000-7001-8000-000000000001","id":"01980000-0000-7003-8000-000000000001","key":"tool-use-1","kind":"permission","title":"Run make","detail":"{}","questions":[],"channel":"native","openedAt":"2026-03-01T10:00:01.123456789Z"}');
INSERT INTO requests VALUES('default','01980000-0000-7003-8000-000000000002','01980000-0000-7001-8000-000000000001','tool-use-2',1772359202123456789,1,'{"v":1,"tenant":"default","session":"01980000-0000-7001-8000-000000000001","id":"01980000-0000-7003-8000-000000000002","key":"tool-use-2","kind":"question","title":"Which way?","tool":"AskUserQuestion","detail":"{\"command\":\"rm -rf \\\"x y\\\"\"}","questions":[{"header":"Way","text":"Left or right?","choices":[{"label":"Left","description":"West"},{"label":"Right","description":""}],"several":true},{"header":"Name","text":"What name?","choices":[],"several":false}],"channel":"keys","openedAt":"2026-03-01T10:00:02.123456789Z","decided":{"how":"answered","by":"cli:anna","answer":{"type":"deny","reason":"not now"},"at":"2026-03-01T10:01:00.123456789Z"},"closed":{"how":"answered","by":"cli:anna","answer":{"type":"choose","choices":[["Left","Right"],["a new one"]]},"at":"2026-03-01T10:01:00.123456789Z"}}');
CREATE TABLE turns (
  tenant   TEXT    NOT NULL,
  session  TEXT    NOT NULL,
  number   INTEGER NOT NULL,
  key      TEXT    NOT NULL,
  document TEXT    NOT NULL,
  PRIMARY KEY (tenant, session, number)
) STRICT;
INSERT INTO turns VALUES('default','01980000-0000-7001-8000-000000000001',1,'turn-1','{"v":1,"tenant":"default","session":"01980000-0000-7001-8000-000000000001","number":1,"key":"turn-1","prompt":"prompt 1","startedAt":"2026-03-01T10:00:01.123456789Z"}');
INSERT INTO turns VALUES('default','01980000-0000-7001-8000-000000000001',2,'turn-2','{"v":1,"tenant":"default","session":"01980000-0000-7001-8000-000000000001","number":2,"key":"turn-2","message":"01980000-0000-7002-8000-000000000002","prompt":"Mend the gate","startedAt":"2026-03-01T10:00:00.123456789Z","treeBefore":"4b825dc642cb6eb9a060e54bf8d69288fbee4904","endedAt":"2026-03-01T10:00:30.123456789Z","outcome":"interrupted","treeAfter":"eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee","lastMessage":"Mended.\nNext?"}');
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
INSERT INTO events VALUES(3,'default',3,'01980000-0000-7001-8000-000000000001',1772359200123456789,'session.created',764,'{"v":1,"handle":"calm-otter","title":"Mend 門","group":"a/b","agent":"claude-code"}');
INSERT INTO events VALUES(4,'default',4,'01980000-0000-7001-8000-000000000001',1772359200123456789,'session.lifecycle',1031,'{"v":1,"from":"starting","to":"live","reason":"its agent is ready"}');
INSERT INTO events VALUES(5,'default',5,'01980000-0000-7001-8000-000000000001',1772359200123456789,'session.activity',1461,'{"v":1,"activity":"waiting_permission","reason":"PermissionRequest hook","since":"2026-03-01T10:00:00.123456789Z","confidence":"medium","rule":"waiting","attention":["keys_only","stalled"],"until":"2026-03-01T10:00:05.123456789Z"}');
INSERT INTO events VALUES(6,'default',6,'01980000-0000-7001-8000-000000000001',1772359200123456789,'session.changed',1743,'{"v":1,"handle":"brisk-otter","title":"Mend","group":"","tags":["later","urgent"]}');
INSERT INTO events VALUES(7,'default',7,'01980000-0000-7001-8000-000000000001',1772359200123456789,'session.removed',1986,'{"v":1,"by":"cli:anna","rescue":"rescue-1"}');
INSERT INTO events VALUES(8,'default',8,'01980000-0000-7001-8000-000000000001',1772359200123456789,'session.identity',2244,'{"v":1,"agentSessionId":"5f0c2d1e-agent","reason":"clear"}');
INSERT INTO events VALUES(9,'default',9,'01980000-0000-7001-8000-000000000001',1772359200123456789,'message.state',2562,'{"v":1,"message":"01980000-0000-7002-8000-000000000001","state":"failed","held":"draft","failure":"in doubt","turn":3}');
INSERT INTO events VALUES(10,'default',10,'01980000-0000-7001-8000-000000000001',1772359200123456789,'request.opened',2890,'{"v":1,"request":"01980000-0000-7003-8000-000000000001","kind":"permission","title":"Run make","tool":"Bash","channel":"native"}');
INSERT INTO events VALUES(11,'default',11,'01980000-0000-7001-8000-000000000001',1772359200123456789,'request.changed',3191,'{"v":1,"request":"01980000-0000-7003-8000-000000000001","channel":"keys","reason":"its hook is gone"}');
INSERT INTO events VALUES(12,'default',12,'01980000-0000-7001-8000-000000000001',1772359200123456789,'request.closed',3546,'{"v":1,"request":"01980000-0000-7003-8000-000000000001","kind":"permission","how":"answered","by":"cli:anna","answer":{"type":"deny","reason":"not today"}}');
INSERT INTO events VALUES(13,'default',13,'01980000-0000-7001-8000-000000000001',1772359200123456789,'turn.started',3886,'{"v":1,"turn":3,"message":"01980000-0000-7002-8000-000000000001","prompt":"Mend the gate","tree":"4b825dc642cb6eb9a060e54bf8d69288fbee4904"}');
INSERT INTO events VALUES(14,'default',14,'01980000-0000-7001-8000-000000000001',1772359200123456789,'turn.ended',4198,'{"v":1,"turn":3,"outcome":"completed","tree":"4b825dc642cb6eb9a060e54bf8d69288fbee4904","lastMessage":"Mended."}');
INSERT INTO events VALUES(15,'default',15,'01980000-0000-7001-8000-000000000001',1772359200123456789,'workspace.saved',4503,'{"v":1,"rescue":"rescue-1","ref":"refs/tagma/rescue/1","reason":"removal","files":12,"bytes":34567890123}');
INSERT INTO events VALUES(16,'default',16,'01980000-0000-7001-8000-000000000001',1772359200123456789,'workspace.changed',4753,'{"v":1,"change":"deleted","path":"/srv/work tree"}');
INSERT INTO events VALUES(17,'default',17,'01980000-0000-7001-8000-000000000001',1772359200123456789,'budget.warned',5040,'{"v":1,"budget":"group a/b","dollars":"4.000001","tokens":120000,"words":"$4.00 of $5"}');
INSERT INTO events VALUES(18,'default',18,'01980000-0000-7001-8000-000000000001',1772359200123456789,'budget.reached',5329,'{"v":1,"budget":"day","dollars":"0","tokens":2000000,"words":"2000000 of 1500000 tokens"}');
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
INSERT INTO facts VALUES(1,'default',1,'01980000-0000-7001-8000-000000000001',1772359200128456789,'process/process',483,'{"v":1,"source":"process","reading":{"type":"process","alive":true},"happenedAt":"2026-03-01T10:00:00.123456789Z","observedAt":"2026-03-01T10:00:00.128456789Z","reach":{"type":"level"},"process":{"pid":4711,"startedTicks":123456789012,"bootId":"boot-1"},"detail":"seen – “so”"}');
INSERT INTO facts VALUES(2,'default',2,'01980000-0000-7001-8000-000000000001',1772359200128456789,'process/process',981,'{"v":1,"source":"process","reading":{"type":"process","alive":false,"exitCode":137},"happenedAt":"2026-03-01T10:00:00.123456789Z","observedAt":"2026-03-01T10:00:00.128456789Z","reach":{"type":"edge"},"process":{"pid":4711,"startedTicks":123456789012,"bootId":"boot-1"},"detail":"seen – “so”"}');
INSERT INTO facts VALUES(3,'default',3,'01980000-0000-7001-8000-000000000001',1772359200128456789,'protocol/turn',1466,'{"v":1,"source":"protocol","reading":{"type":"turn","state":"running"},"happenedAt":"2026-03-01T10:00:00.123456789Z","observedAt":"2026-03-01T10:00:00.128456789Z","reach":{"type":"edge"},"process":{"pid":4711,"startedTicks":123456789012,"bootId":"boot-1"},"detail":"seen – “so”"}');
INSERT INTO facts VALUES(4,'default',4,'01980000-0000-7001-8000-000000000001',1772359200128456789,'hook/waiting',1953,'{"v":1,"source":"hook","reading":{"type":"waiting","what":"permission"},"happenedAt":"2026-03-01T10:00:00.123456789Z","observedAt":"2026-03-01T10:00:00.128456789Z","reach":{"type":"level"},"process":{"pid":4711,"startedTicks":123456789012,"bootId":"boot-1"},"detail":"seen – “so”"}');
INSERT INTO facts VALUES(5,'default',5,'01980000-0000-7001-8000-000000000001',1772359200128456789,'agent_state/background',2442,'{"v":1,"source":"agent_state","reading":{"type":"background","running":2},"happenedAt":"2026-03-01T10:00:00.123456789Z","observedAt":"2026-03-01T10:00:00.128456789Z","reach":{"type":"level"},"process":{"pid":4711,"startedTicks":123456789012,"bootId":"boot-1"},"detail":"seen – “so”"}');
INSERT INTO facts VALUES(6,'default',6,'01980000-0000-7001-8000-000000000001',1772359200128456789,'transcript/condition',3046,'{"v":1,"source":"transcript","reading":{"type":"condition","kind":"usage_limited","detail":"until 5 pm","until":"2026-03-01T10:00:07.123456789Z"},"happenedAt":"2026-03-01T10:00:00.123456789Z","observedAt":"2026-03-01T10:00:00.128456789Z","reach":{"type":"edge","deadline":"2026-03-01T10:00:09.123456789Z"},"process":{"pid":4711,"startedTicks":123456789012,"bootId":"boot-1"},"detail":"seen – “so”"}');
INSERT INTO facts VALUES(7,'default',7,'01980000-0000-7001-8000-000000000001',1772359200128456789,'self_report/condition',3548,'{"v":1,"source":"self_report","reading":{"type":"condition","kind":"none","detail":""},"happenedAt":"2026-03-01T10:00:00.123456789Z","observedAt":"2026-03-01T10:00:00.128456789Z","reach":{"type":"level"},"process":{"pid":4711,"startedTicks":123456789012,"bootId":"boot-1"},"detail":"seen – “so”"}');
INSERT INTO facts VALUES(8,'default',8,'01980000-0000-7001-8000-000000000001',1772359200128456789,'screen/composer',4034,'{"v":1,"source":"screen","reading":{"type":"composer","state":"draft"},"happenedAt":"2026-03-01T10:00:00.123456789Z","observedAt":"2026-03-01T10:00:00.128456789Z","reach":{"type":"level"},"process":{"pid":4711,"startedTicks":123456789012,"bootId":"boot-1"},"detail":"seen – “so”"}');
CREATE TABLE pruned (
  log      TEXT    NOT NULL,
  tenant   TEXT    NOT NULL,
  sequence INTEGER NOT NULL,
  through  INTEGER NOT NULL,
  PRIMARY KEY (log, tenant)
) STRICT;
INSERT INTO pruned VALUES('events','default',2,480);
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
INSERT INTO usage VALUES('default','01980000-0000-7001-8000-000000000001','one','model','turn 1',1772359200123456789,100,20,3000,40,5,6);
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
INSERT INTO usage_sums VALUES('default','01980000-0000-7001-8000-000000000001',20513,'model',1,100,20,3000,40,5,6);
CREATE UNIQUE INDEX sessions_by_handle ON sessions (tenant, handle) WHERE removed_at IS NULL;
CREATE INDEX sessions_by_age ON sessions (tenant, created_at, id) WHERE removed_at IS NULL;
CREATE INDEX sessions_by_removal ON sessions (removed_at) WHERE removed_at IS NOT NULL;
CREATE UNIQUE INDEX messages_by_sequence ON messages (tenant, session, sequence);
CREATE UNIQUE INDEX messages_by_key ON messages (tenant, session, key) WHERE key IS NOT NULL;
CREATE INDEX messages_in_inbox ON messages (tenant, session, sequence) WHERE ended = 0;
CREATE UNIQUE INDEX requests_by_key ON requests (tenant, session, key);
CREATE INDEX requests_by_age ON requests (tenant, session, opened_at, id);
CREATE INDEX requests_open ON requests (tenant, opened_at, id) WHERE closed = 0;
CREATE INDEX requests_open_in_session ON requests (tenant, session, opened_at, id) WHERE closed = 0;
CREATE UNIQUE INDEX turns_by_key ON turns (tenant, session, key);
CREATE UNIQUE INDEX events_by_sequence ON events (tenant, sequence);
CREATE INDEX events_by_session ON events (tenant, session, sequence) WHERE session IS NOT NULL;
CREATE UNIQUE INDEX facts_by_sequence ON facts (tenant, sequence);
CREATE INDEX facts_by_session ON facts (tenant, session, sequence) WHERE session IS NOT NULL;
CREATE UNIQUE INDEX sessions_by_key ON sessions (tenant, key) WHERE key IS NOT NULL AND removed_at IS NULL;
CREATE INDEX usage_by_age ON usage (tenant, session, time, key);
CREATE INDEX usage_sums_by_day ON usage_sums (tenant, day, model);
CREATE INDEX sessions_by_group ON sessions (tenant, json_extract(document, '$.group'));
COMMIT;
