-- at: backfilled
INSERT INTO shops VALUES (20, 3, 'new', 8);
-- at: contracted
-- settled
DELETE FROM regions WHERE id = 3;
-- settled
UPDATE regions SET id = 4 WHERE id = 2;
-- fails
INSERT INTO shops VALUES (21, 9, 'x', 8);
-- fails
INSERT INTO shops VALUES (22, 1, 'x', 0);
