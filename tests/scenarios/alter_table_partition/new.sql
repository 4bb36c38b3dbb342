-- at: backfilled
UPDATE logs SET day = '2025-01-01' WHERE id = 3;
-- at: contracted
INSERT INTO logs (day, msg) VALUES ('2026-08-01', 'new');
