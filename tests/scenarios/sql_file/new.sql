-- at: expanded
UPDATE orders SET euros = 99 WHERE id = 3;
INSERT INTO order_log (id, what) VALUES (1, 'raised 3');
-- at: contracted
UPDATE orders SET euros = 7 WHERE id = 2;
