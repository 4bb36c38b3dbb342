-- at: expanded
UPDATE counters SET day = '2026-02-01' WHERE name = 'b';
-- at: backfilled
INSERT INTO counters VALUES ('f', '2026-01-01', 3000000000);
UPDATE counters SET hits = 7 WHERE name = 'c';
-- at: contracted
INSERT INTO counters VALUES ('g', '2026-01-01', 3000000000);
