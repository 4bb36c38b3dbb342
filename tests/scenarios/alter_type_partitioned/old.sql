-- at: expanded
INSERT INTO events (id, day, size, note) VALUES (110, 1, 5, 'old'), (111, 12, 6, 'old'), (112, 25, 7, 'old');
-- at: backfilled
UPDATE events SET size = 8 WHERE id = 110;
UPDATE events SET day = 13 WHERE id = 110;
-- at: rolled_back
INSERT INTO events (id, day, note) VALUES (130, 11, 'back');
