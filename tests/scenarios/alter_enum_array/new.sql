-- at: expanded
INSERT INTO orders (id, past, plan) VALUES (20, '{new,shipped}', '{{"by {hand}",shipped},{NULL,new}}');
SELECT count(*) FROM orders WHERE past::text[] && ARRAY['sent', 'shipped'];
-- at: backfilled
INSERT INTO orders (id, past) VALUES (21, ARRAY['shipped', NULL]::order_status[]);
-- at: contracted
INSERT INTO orders (id) VALUES (22);
UPDATE orders SET past = past || 'shipped'::order_status WHERE id = 2;
-- fails
INSERT INTO orders (id, past) VALUES (23, '{paused}');
-- fails
INSERT INTO orders (id, past) VALUES (24, '{shipped,shipped}');
-- fails
INSERT INTO orders (id, plan) VALUES (25, '{new,new}');
