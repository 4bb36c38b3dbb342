-- at: expanded
INSERT INTO tickets (id, seat, rows) VALUES (10, 7, 5);
UPDATE tickets SET rows = 8 WHERE id = 10;
-- at: backfilled
INSERT INTO tickets (id, seat, rows) VALUES (11, 8, 5);
UPDATE tickets SET rows = 9 WHERE id = 11;
-- at: rolled_back
INSERT INTO tickets (id, seat, rows) VALUES (30, 7, 5);
DELETE FROM tickets WHERE id = 30;
