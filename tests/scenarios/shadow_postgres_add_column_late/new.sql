-- at: backfilled
INSERT INTO parts (id, code) VALUES (14, '7');
-- at: contracted
-- settled
INSERT INTO parts (id, code, size) VALUES (20, '20', 20);
-- settled
UPDATE parts SET half = 1.5 WHERE id = 14;
-- fails
INSERT INTO parts (id, code, half) VALUES (21, 1, NULL);
-- fails
INSERT INTO parts (id, code) VALUES (21, NULL);
