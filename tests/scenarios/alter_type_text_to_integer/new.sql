-- at: expanded
INSERT INTO parts (id, code, size) VALUES (20, '20', NULL);
-- at: backfilled
INSERT INTO parts (id, code, size) VALUES (21, '21', 'big');
-- at: contracted
INSERT INTO parts (id, code) VALUES (22, 22);
-- fails
INSERT INTO parts (id, code) VALUES (23, 'x');
-- fails
INSERT INTO parts (id, size) VALUES (24, NULL);
INSERT INTO parts (id) VALUES (25);
