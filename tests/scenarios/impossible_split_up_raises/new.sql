-- at: backfilled
INSERT INTO parts (shelf, place, kind, number) VALUES (300, 0, 'ef', 7);
