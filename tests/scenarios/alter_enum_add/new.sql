-- at: expanded
INSERT INTO orders (id, status) VALUES (20, 'packed');
-- at: backfilled
INSERT INTO orders (id, status) VALUES (21, 'returned');
-- at: contracted
INSERT INTO orders (id, status) VALUES (22, 'weighed');
