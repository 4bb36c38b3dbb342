-- at: expanded
INSERT INTO tickets (id, seat, places) VALUES (20, 1, 2);
-- at: contracted
INSERT INTO tickets (id, seat, places) VALUES (21, 1, 2);
-- fails
INSERT INTO tickets (id, seat, places) VALUES (22, 2, 2);
