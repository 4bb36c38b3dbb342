-- at: expanded
INSERT INTO tickets (id, seat, rows) VALUES (20, 7, 5);
-- at: contracted
INSERT INTO tickets (id, seat, rows) VALUES (21, 7, 5);
