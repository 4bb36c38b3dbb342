-- at: backfilled
INSERT INTO boxes (id, size, colour) VALUES (20, 20, 'red');
INSERT INTO users (id, name, token) VALUES (20, 'New', 'mine');
-- at: contracted
INSERT INTO order_lines (id, price, quantity) VALUES (21, 5.00, 2);
INSERT INTO events (at, what) VALUES ('2026-01-05 00:00:00', 'new');
-- fails
INSERT INTO boxes (id, size, colour) VALUES (22, 22, '');
