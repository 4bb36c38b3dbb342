-- at: expanded
INSERT INTO marks VALUES (20, 30, 'new');
DELETE FROM marks WHERE id = 4;
-- at: backfilled
INSERT INTO marks VALUES (21, 40, 'new');
-- at: contracted
TRUNCATE marks;
INSERT INTO marks VALUES (1, 1, 'last');
