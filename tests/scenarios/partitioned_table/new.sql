-- at: expanded
INSERT INTO events (id, day, kind, urgency) VALUES (20, 13, 'c', 8);
-- at: backfilled
UPDATE events SET urgency = 9 WHERE id = 1;
-- at: contracted
INSERT INTO events (id, day, kind, note, urgency, place) VALUES (21, 14, 'a', 'new', 8, 99);
