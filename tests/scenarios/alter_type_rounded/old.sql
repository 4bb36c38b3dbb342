-- at: expanded
UPDATE prices SET amount = 3.6 WHERE id = 3;
-- at: backfilled
INSERT INTO prices VALUES (10, 10.5, '2026-01-01 10:00:00', 0.5);
-- at: rolled_back
INSERT INTO prices VALUES (30, 30.5, '2026-01-01 10:00:00', 0.5);
