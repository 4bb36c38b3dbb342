-- at: expanded
UPDATE parts SET code = 4 WHERE id = 3;
-- at: backfilled
INSERT INTO parts (id, code) VALUES (21, 21);
-- at: contracted
-- settled
INSERT INTO parts (id, code) VALUES (22, 3000000000);
