-- at: expanded
INSERT INTO events VALUES ('2025-05-06', 'old', 10, 10);
UPDATE events SET hits = hits + 1 WHERE id = 2;
-- at: backfilled
INSERT INTO events VALUES ('2026-07-08', 'later', 11, 11);
DELETE FROM events WHERE id = 1;
-- at: rolled_back
INSERT INTO events VALUES ('2026-07-08', 'back', 12, 12);
