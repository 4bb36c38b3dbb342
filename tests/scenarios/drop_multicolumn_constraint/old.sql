-- at: expanded
INSERT INTO tickets (id, seat, rows) VALUES (10, 1, 2);
-- at: backfilled
INSERT INTO tickets (id, seat, rows) VALUES (11, 3, 4);
-- at: rolled_back
INSERT INTO tickets (id, seat, rows) VALUES (30, 1, 2);
-- fails
INSERT INTO tickets (id, seat, rows) VALUES (31, 2, 2);
