-- at: expanded
INSERT INTO parts (id, code) VALUES (20, 'B20');
-- at: backfilled
INSERT INTO parts (id, code) VALUES (21, 'B21');
-- at: contracted
INSERT INTO parts (id, code) VALUES (22, 22);
-- settled
INSERT INTO parts (id) VALUES (24);
-- settled
INSERT INTO parts (id, code) VALUES (23, 22) ON CONFLICT (code) DO NOTHING;
-- fails
UPDATE bins SET id = 61 WHERE id = 10;
-- settled
UPDATE bins SET id = -5 WHERE id = 11;
-- settled
DELETE FROM bins WHERE id = 21;
-- fails
INSERT INTO parts (id, code) VALUES (25, 22);
-- fails
INSERT INTO parts (id, code) VALUES (26, 99);
-- fails
INSERT INTO parts (id, code, size) VALUES (27, 30, 30);
-- fails
INSERT INTO parts (id, code) VALUES (28, NULL);
