-- at: expanded
UPDATE events SET day = '2026-04-01' WHERE id = 5;
INSERT INTO events VALUES (10, '2026-01-15', 10, 'old');
-- at: backfilled
UPDATE events SET day = '2026-05-15' WHERE id = 10;
INSERT INTO events VALUES (11, '2026-06-15', 11, 'old');
-- at: rolled_back
INSERT INTO events VALUES (30, '2026-01-15', 10, 'old');
