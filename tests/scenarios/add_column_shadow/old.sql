-- at: expanded
INSERT INTO order_lines (id, price, quantity) VALUES (10, 2.00, 3);
INSERT INTO parcels VALUES ('c', 3);
UPDATE users SET name = 'Ada L' WHERE id = 1;
INSERT INTO events VALUES ('2026-01-03 00:00:00', 'old');
INSERT INTO boxes (id, size) VALUES (10, 10);
-- at: backfilled
UPDATE order_lines SET quantity = 4 WHERE id = 10;
INSERT INTO parcels (code, weight) VALUES ('d', 4);
INSERT INTO users (id, name) VALUES (11, 'Older');
UPDATE events SET what = 'begin' WHERE what = 'start';
DELETE FROM boxes WHERE id = 2;
-- at: rolled_back
INSERT INTO events (at, what) VALUES ('2026-01-04 00:00:00', 'back');
INSERT INTO boxes (id, size) VALUES (30, 30);
