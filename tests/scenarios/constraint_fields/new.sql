-- at: backfilled
INSERT INTO shops VALUES (20, 3, 'new', 8);
UPDATE shops SET town = 1, street = 'High' WHERE id = 1;
-- at: contracted
-- settled
DELETE FROM streets WHERE name = 'High';
-- settled
DELETE FROM regions WHERE id = 3;
-- settled
UPDATE regions SET id = 4 WHERE id = 2;
-- fails
INSERT INTO shops VALUES (21, 9, 'x', 8);
-- fails
INSERT INTO shops VALUES (22, 1, 'x', 0);
-- fails
UPDATE shops SET town = 1, street = 'Short' WHERE id = 2;
