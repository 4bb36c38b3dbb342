-- at: expanded
INSERT INTO orders (id, day, item, amount, code) VALUES (110, 1, 5, 110, 'old'), (111, 12, 6, 111, 'old'), (112, 25, 7, 112, 'old');
-- fails
INSERT INTO orders (id, day, item, amount) VALUES (113, 1, 5, 110);
-- at: backfilled
UPDATE orders SET item = 8 WHERE id = 110;
UPDATE orders SET day = 16 WHERE id = 111;
-- fails
INSERT INTO orders (id, day, item, amount) VALUES (113, 1, 8, 110);
-- fails
INSERT INTO orders (id, day, item, amount, code) VALUES (113, 1, 8, 113, 'old');
-- at: rolled_back
INSERT INTO orders (id, day, item, amount, code) VALUES (130, 11, 5, 130, 'back');
-- fails
INSERT INTO orders (id, day, item, amount) VALUES (131, 11, 5, 130);
