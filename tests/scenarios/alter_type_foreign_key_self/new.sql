-- at: expanded
UPDATE people SET boss = 1 WHERE id = 4;
-- at: backfilled
UPDATE people SET boss = 4 WHERE id = 1;
-- at: contracted
INSERT INTO people VALUES (3000000000, 1, 'Large');
INSERT INTO people VALUES (12, 3000000000, 'Under');
-- fails
INSERT INTO people VALUES (31, 999, 'x');
