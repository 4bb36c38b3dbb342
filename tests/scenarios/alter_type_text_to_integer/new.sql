-- at: expanded
INSERT INTO parts (id, code, size) VALUES (20, '20', NULL);
-- at: backfilled
INSERT INTO parts (id, code, size) VALUES (21, '21', 'big');
-- at: contracted
INSERT INTO parts (id, code) VALUES (22, '22');
INSERT INTO parts (id) VALUES (25);
-- fails
INSERT INTO parts (id, code) VALUES (23, NULL);
