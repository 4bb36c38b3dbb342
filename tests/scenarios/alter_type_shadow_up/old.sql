-- at: expanded
INSERT INTO parts (id, size) VALUES (10, '5 cm');
-- at: backfilled
UPDATE parts SET size = '2 m' WHERE id = 2;
-- at: rolled_back
INSERT INTO parts (id, size) VALUES (30, '1 m');
