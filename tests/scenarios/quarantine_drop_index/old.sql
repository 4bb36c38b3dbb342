-- at: expanded
-- fails
INSERT INTO events (id, kind, code) VALUES (10, 'old', 1);
-- at: backfilled
INSERT INTO events (id, kind, code) VALUES (10, 'old', 10);
-- at: quarantined [mysql, mariadb]
-- fails
SELECT id FROM events FORCE INDEX (events_kind) WHERE kind = 'a';
-- at: rolled_back
-- fails
INSERT INTO events (id, kind, code) VALUES (30, 'old', 1);
-- at: rolled_back [mysql, mariadb]
SELECT id FROM events FORCE INDEX (events_kind) WHERE kind = 'a';
