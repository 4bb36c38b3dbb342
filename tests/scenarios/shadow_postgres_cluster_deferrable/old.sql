-- at: expanded
UPDATE events SET day = '2026-04-01' WHERE id = 5;
INSERT INTO events VALUES (10, '2026-01-15', 'old');
-- at: backfilled
UPDATE events SET note = 'changed' WHERE id = 10;
