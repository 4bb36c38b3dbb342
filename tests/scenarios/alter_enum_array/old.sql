-- at: expanded
INSERT INTO orders (id) VALUES (10);
INSERT INTO orders (id, past) VALUES (11, ARRAY['sent', 'paused']::order_status[]);
UPDATE orders SET past = past || 'sent'::order_status WHERE id = 1;
-- fails
INSERT INTO orders (id, past) VALUES (12, '{sent,sent}');
-- at: backfilled
UPDATE orders SET past = array_append(past, 'paused') WHERE id = 10;
UPDATE orders SET plan = '{}' WHERE id = 2;
-- at: rolled_back
INSERT INTO orders (id, past) VALUES (13, '{never}');
UPDATE orders SET past = '{paused}' WHERE id = 13;
