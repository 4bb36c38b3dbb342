-- at: expanded
UPDATE events SET size = 9 WHERE id = 112;
-- at: backfilled
INSERT INTO events (id, day, size, note) VALUES (120, 14, 10, 'new');
-- at: contracted
-- settled
UPDATE events SET size = 3000000000 WHERE id = 120;
INSERT INTO events (id, day, note) VALUES (121, 3, 'new'), (122, 15, 'new');
-- fails
INSERT INTO events (id, day, size) VALUES (123, 3, 0);
