-- at: expanded
INSERT INTO counters VALUES (10, 10, 'old') ON CONFLICT (id) DO UPDATE SET hits = excluded.hits;
UPDATE counters SET id = 30 WHERE id = 3;
DELETE FROM counters WHERE id = 4;
-- at: backfilled
INSERT INTO counters (id, hits) VALUES (11, 11) ON CONFLICT (id) DO NOTHING;
UPDATE counters SET id = 31 WHERE id = 30;
-- at: rolled_back
INSERT INTO counters VALUES (12, 12) ON CONFLICT (id) DO NOTHING;
