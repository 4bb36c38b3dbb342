-- at: expanded
UPDATE events SET day = '2026-05-01 10:00', hits = 9 WHERE id = 1;
INSERT INTO events (id, day, hits, note) VALUES (10, '2025-12-31 23:00', 10, 'old') ON CONFLICT (id) DO NOTHING;
DELETE FROM events WHERE id = 2;
-- at: backfilled
UPDATE events SET id = 11, day = '2026-01-01' WHERE id = 10;
UPDATE events SET hits = 7 WHERE id = 3;
-- at: rolled_back
INSERT INTO events (id, hits) VALUES (31, 3);
DELETE FROM events WHERE id = 31;
