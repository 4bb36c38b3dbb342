-- at: backfilled
INSERT INTO events (id, day, hits, place) VALUES (20, '2026-01-01', 20, 2) ON CONFLICT (id) DO NOTHING;
-- at: contracted
-- settled
INSERT INTO events (id, day, hits, month, place) VALUES (5000000000, '2026-01-01', 20, 1, 1);
-- settled
UPDATE events SET day = '2025-01-01', month = 1 WHERE id = 11;
-- fails
INSERT INTO events (id, day, hits, month) VALUES (21, '2031-01-01', 20, 1);
-- fails
INSERT INTO events (id, day, hits, month, place) VALUES (21, '2026-01-01', 20, 1, 9);
