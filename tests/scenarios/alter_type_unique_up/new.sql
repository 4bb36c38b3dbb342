-- at: expanded
INSERT INTO parts (id, code) VALUES (20, 'B20');
-- at: backfilled
INSERT INTO parts (id, code) VALUES (21, 'B21');
-- at: contracted
INSERT INTO parts (id, code) VALUES (22, 22);
-- fails
INSERT INTO parts (id, code) VALUES (25, 22);
-- fails
INSERT INTO parts (id, code) VALUES (26, 99);
-- fails
INSERT INTO parts (id) VALUES (28);
