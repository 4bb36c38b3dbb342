-- at: expanded
UPDATE events SET day = '2026-05-05' WHERE id = 1;
DELETE FROM events WHERE id = 2;
-- at: backfilled
UPDATE events SET day = '2024-04-04' WHERE id = 1;
-- fails
INSERT INTO parts VALUES (11, 2, '2026-01-01');
-- at: rolled_back
DELETE FROM events WHERE id = 1;
-- fails
INSERT INTO parts VALUES (11, 2, '2026-01-01');
