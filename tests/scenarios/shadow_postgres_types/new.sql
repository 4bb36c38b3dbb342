-- at: backfilled
INSERT INTO orders (id, size, price, tags) VALUES (20, 'large', 5, '{x,y}');
-- fails
INSERT INTO orders (id, size, price) VALUES (21, 'huge', 5);
