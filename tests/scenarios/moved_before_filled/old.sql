-- at: expanded
UPDATE people SET id = 101 WHERE id = 1;
UPDATE people SET id = 103 WHERE id = 3;
-- at: backfilled
UPDATE people SET id = 102 WHERE id = 2;
-- at: rolled_back
UPDATE people SET id = 104 WHERE id = 4;
