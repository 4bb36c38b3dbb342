-- at: expanded
INSERT INTO parents VALUES (20, 'New');
UPDATE children SET second = 20 WHERE id = 2;
-- fails
INSERT INTO children VALUES (131, 999, NULL, 'x');
-- at: backfilled
INSERT INTO parents VALUES (21, 'Newer');
INSERT INTO children VALUES (101, 21, 1, 'newer');
INSERT INTO children (id, parent) VALUES (2, 1) ON DUPLICATE KEY UPDATE note = 'twice';
-- fails
INSERT INTO children VALUES (131, 999, NULL, 'x');
-- at: contracted
INSERT INTO parents VALUES (3000000000, 'Large');
INSERT INTO children VALUES (102, 3000000000, NULL, 'large');
DELETE FROM parents WHERE id = 21;
-- fails
INSERT INTO children VALUES (103, 999, NULL, 'x');
-- fails
DELETE FROM parents WHERE id = 20;
-- fails
DELETE FROM children WHERE id = 4;
