-- at: expanded
INSERT INTO parts (id, size) VALUES (10, 10);
-- at: backfilled
UPDATE parts SET code = '11' WHERE id = 10;
INSERT INTO parts (id) VALUES (12);
DELETE FROM parts WHERE id = 3;
-- at: rolled_back
INSERT INTO parts (id, code) VALUES (30, '33');
