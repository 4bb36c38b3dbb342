-- at: expanded
INSERT INTO orders (id, customer_id, region) VALUES (11, 1, 'moon');
-- at: contracted
UPDATE orders SET region = 'west' WHERE id = 7;
