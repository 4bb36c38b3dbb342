-- at: backfilled
INSERT INTO events (id, day, place, note) VALUES (20, '2026-01-01', 20, 'new'), (21, '2031-01-01', 21, 'late');
UPDATE events SET day = '2025-05-01' WHERE id = 21;
DELETE FROM events WHERE id = 4;
-- fails
INSERT INTO events (id, day, place) VALUES (22, '2026-01-01', 20);
-- at: contracted
UPDATE events SET day = '2031-01-01' WHERE id = 20;
-- fails
INSERT INTO events (id, day, note) VALUES (20, '2031-01-01', 'twice');
