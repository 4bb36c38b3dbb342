-- at: backfilled
INSERT INTO counters (id, hits, code, day) VALUES (12, 12, -12, '2026-01-02');
-- at: contracted
-- settled
INSERT INTO counters (id, hits, code, day) VALUES (20, 3000000000, -20, '2026-01-02');
