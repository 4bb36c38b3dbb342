-- at: expanded
DELETE FROM parents WHERE id = 1;
INSERT INTO parents VALUES (10, 'old', 10);
-- at: backfilled
INSERT INTO kids VALUES (10, 10);
DELETE FROM parents WHERE id = 2;
-- at: rolled_back
DELETE FROM parents WHERE id = 3;
