-- at: backfilled
INSERT INTO visits VALUES (12, 120);
-- at: contracted
INSERT INTO visits VALUES (20, 200);
