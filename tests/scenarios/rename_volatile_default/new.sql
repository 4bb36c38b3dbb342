-- at: expanded
INSERT INTO sessions (id) VALUES (20);
INSERT INTO sessions (id, secret) VALUES (21, 'given by new');
-- at: backfilled
UPDATE sessions SET secret = 'fixed' WHERE id = 20;
-- at: contracted
INSERT INTO sessions (id) VALUES (22);
INSERT INTO sessions (id, secret) VALUES (23, 'alone');
