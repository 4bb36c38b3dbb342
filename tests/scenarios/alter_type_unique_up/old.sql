-- at: expanded
INSERT INTO parts (id, code) VALUES (10, 'B2');
UPDATE parts SET code = 'B77' WHERE id = 10;
UPDATE parts SET code = 'none' WHERE id = 10;
UPDATE parts SET code = 'B10' WHERE id = 10;
-- at: backfilled
INSERT INTO parts (id, code) VALUES (12, 'b1');
UPDATE parts SET code = 'B99' WHERE id = 12;
UPDATE parts SET code = 'B12', size = 2 WHERE id = 12;
-- at: rolled_back
-- settled
INSERT INTO parts (id, code) VALUES (30, 'B1'), (31, 'B99'), (32, NULL);
-- settled
DELETE FROM parts WHERE id >= 30;
