-- at: backfilled
INSERT INTO events VALUES (20, '2025-12-31', 'new');
INSERT INTO parts VALUES (20, 20, '2025-12-31');
DELETE FROM events WHERE id = 3;
-- at: contracted
DELETE FROM events WHERE id = 20;
