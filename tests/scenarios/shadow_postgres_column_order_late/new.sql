-- at: backfilled
UPDATE events SET kind = 'seen' WHERE id = 3;
-- at: contracted
-- settled
INSERT INTO events VALUES (20, 5000000000, '2025-09-10 11:12', 'new', 1);
