-- at: expanded
INSERT INTO visits VALUES (10, 'a', 10);
UPDATE visits SET page = 'c' WHERE id = 2;
-- at: backfilled
INSERT INTO visits VALUES (11, 'd', 11);
UPDATE visits SET id = 12 WHERE id = 10;
-- at: rolled_back
INSERT INTO visits VALUES (30, 'a', 30);
