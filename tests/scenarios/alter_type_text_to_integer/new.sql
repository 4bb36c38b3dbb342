-- at: expanded
INSERT INTO parts (id, code) VALUES (20, '20');
-- at: backfilled
INSERT INTO parts (id, code) VALUES (21, '21');
INSERT INTO boxes (id, size) VALUES (21, 'big');
-- at: contracted
INSERT INTO parts (id, code) VALUES (22, '22');
INSERT INTO parts (id) VALUES (25);
-- settled
INSERT INTO boxes (id, size) VALUES (22, 3);
-- fails
INSERT INTO parts (id, code) VALUES (23, NULL);
