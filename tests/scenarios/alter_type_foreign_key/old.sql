-- at: expanded
INSERT INTO parents VALUES (10, 'Old');
INSERT INTO children VALUES (100, 10, NULL, 'old');
UPDATE children SET parent = 2, note = 'moved' WHERE id = 1;
DELETE FROM parents WHERE id = 3;
-- at: backfilled
UPDATE parents SET id = 6 WHERE id = 5;
DELETE FROM children WHERE id = 100;
DELETE FROM parents WHERE id = 10;
-- at: rolled_back
INSERT INTO parents VALUES (30, 'Back');
INSERT INTO children VALUES (130, 30, 30, 'back');
-- fails
INSERT INTO children VALUES (131, 999, NULL, 'x');
-- fails
INSERT INTO parents VALUES (3000000000, 'Large');
