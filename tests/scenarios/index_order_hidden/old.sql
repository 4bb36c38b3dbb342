-- at: expanded
INSERT INTO visits VALUES (10, '2026-01-03 00:00:00', 1);
INSERT INTO pages VALUES (10, 'old', 1);
-- at: backfilled
UPDATE pages SET rank_no = 7 WHERE id = 2;
-- at: rolled_back
INSERT INTO pages VALUES (30, 'back', 2);
