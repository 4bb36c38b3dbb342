-- at: expanded
INSERT INTO parts (id, stock) VALUES (10, '100');
UPDATE parts SET stock = '11' WHERE id = 1;
-- at: backfilled
INSERT INTO parts (id, stock) VALUES (12, 'none');
UPDATE parts SET stock = '40' WHERE id = 4;
DELETE FROM parts WHERE id = 5;
-- at: rolled_back
INSERT INTO parts (id, stock) VALUES (30, 'none');
