-- at: expanded
INSERT INTO parts (id, code) VALUES (10, '10');
UPDATE parts SET code = '30' WHERE id = 3;
-- at: backfilled
INSERT INTO parts (id, code) VALUES (12, '12');
UPDATE parts SET id = 4 WHERE id = 1;
DELETE FROM parts WHERE id = 2;
-- at: rolled_back
INSERT INTO parts (id, code) VALUES (30, '33');
