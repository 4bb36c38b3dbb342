-- at: expanded
INSERT INTO people VALUES (10, 4, 'Old');
DELETE FROM people WHERE id = 2;
-- at: backfilled
INSERT INTO people VALUES (11, 10, 'Older');
DELETE FROM people WHERE id = 3;
-- at: rolled_back
INSERT INTO people VALUES (30, 10, 'Back');
-- fails
INSERT INTO people VALUES (31, 999, 'x');
