-- at: backfilled
INSERT INTO counters (id, hits, twice, seen) VALUES (20, 20, 41, false) ON CONFLICT (id) DO NOTHING;
-- at: contracted
INSERT INTO counters (id, hits, twice, seen) VALUES (5000000000, 5000000000, 1, true);
