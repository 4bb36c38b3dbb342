-- at: expanded
INSERT INTO visits VALUES (10, 100);
-- at: backfilled
INSERT INTO visits VALUES (11, 110);
-- at: rolled_back
INSERT INTO visits VALUES (30, 300);
