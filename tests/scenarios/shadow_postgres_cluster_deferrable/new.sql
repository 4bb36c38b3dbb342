-- at: backfilled
INSERT INTO events VALUES (21, '2025-01-01', 'new');
