-- at: expanded
UPDATE events SET day = '2026-05-01' WHERE id = 1;
INSERT INTO events (id, day, place, note) VALUES (10, '2025-12-31', 10, ' old ')
  ON CONFLICT (id, day) DO UPDATE SET note = excluded.note;
DELETE FROM events WHERE id = 2;
-- at: backfilled
UPDATE events SET day = '2026-06-01', note = 'moved' WHERE id = 10;
INSERT INTO events (id, day, place, note) VALUES (3, '2026-02-01', 3, 'again')
  ON CONFLICT (id, day) DO UPDATE SET note = excluded.note, place = excluded.place;
-- at: rolled_back
INSERT INTO events (id, day, note) VALUES (31, '2019-01-01', 'back');
UPDATE events SET day = '2025-01-01' WHERE id = 10;
