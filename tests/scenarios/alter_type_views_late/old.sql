-- at: expanded
UPDATE readings SET value = '6' WHERE id = 1;
-- at: backfilled
INSERT INTO readings VALUES (10, '100', 'place 0');
-- at: rolled_back
INSERT INTO readings VALUES (11, '12', 'place 1');
