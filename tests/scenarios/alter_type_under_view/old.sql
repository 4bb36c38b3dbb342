-- at: expanded
INSERT INTO parts (id, code) VALUES (10, 10);
-- at: backfilled
UPDATE parts SET code = 6 WHERE id = 2;
INSERT INTO parts (id) VALUES (11);
-- at: rolled_back
INSERT INTO parts (id, code) VALUES (30, 30);
