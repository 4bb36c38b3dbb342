-- at: expanded
INSERT INTO tickets (id, seat, places) VALUES (10, 7, 5);
UPDATE tickets SET places = 8 WHERE id = 10;
-- at: backfilled
INSERT INTO tickets (id, seat, places) VALUES (11, 8, 5);
UPDATE tickets SET places = 9 WHERE id = 11;
-- at: rolled_back
INSERT INTO tickets (id, seat, places) VALUES (30, 7, 5);
DELETE FROM tickets WHERE id = 30;
