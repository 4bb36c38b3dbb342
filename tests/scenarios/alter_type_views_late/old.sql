-- at: expanded
UPDATE readings SET value = '6' WHERE id = 1;
-- at: backfilled
INSERT INTO readings VALUES (10, '100', 'place 0');
