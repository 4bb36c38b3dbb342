-- at: expanded
INSERT INTO orders (id) VALUES (10);
INSERT INTO parts VALUES (10, 'medium');
INSERT INTO cars VALUES (10, 'red'), (11, 'blue');
-- at: backfilled
UPDATE orders SET state = 'done' WHERE id = 2;
UPDATE parts SET size = 'medium' WHERE id = 1;
UPDATE cars SET colour = 'red' WHERE id = 2;
-- at: rolled_back
INSERT INTO orders VALUES (30, 'open');
INSERT INTO parts VALUES (30, 'medium');
INSERT INTO cars VALUES (30, 'red');
