-- at: expanded
TRUNCATE marks;
INSERT INTO marks VALUES (3, 10, 'three'), (4, 20, 'four');
-- at: backfilled
TRUNCATE marks;
INSERT INTO marks VALUES (4, 10, 'four again'), (5, 30, 'five');
-- at: rolled_back
TRUNCATE marks;
INSERT INTO marks VALUES (6, 10, 'six');
-- fails
INSERT INTO marks VALUES (7, 10, 'seven');
