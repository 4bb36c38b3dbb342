-- at: expanded
INSERT INTO parts (id, code) VALUES (10, 'B2');
-- at: backfilled
UPDATE parts SET code = 'B01' WHERE id = 10;
-- at: rolled_back
INSERT INTO parts (id, code) VALUES (30, 'B1'), (31, 'B99'), (32, NULL);
