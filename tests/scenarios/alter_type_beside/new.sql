-- at: backfilled
INSERT INTO tree (id, parent, code, note) VALUES (20, NULL, '200', 'twenty');
-- at: contracted
-- settled
INSERT INTO tree (id, parent, code, note) VALUES (21, 20, 2100000000, REPEAT('n', 300));
-- settled
DELETE FROM tree WHERE id = 2;
-- fails
INSERT INTO tree (id, parent) VALUES (22, 99);
