-- at: expanded
INSERT INTO orders (id, day, note) VALUES (110, 1, 'old'), (111, 12, 'old');
-- fails
INSERT INTO orders (id, day) VALUES (110, 1);
-- at: backfilled
UPDATE orders SET id = 112 WHERE id = 110;
UPDATE orders SET day = 17 WHERE id = 111;
-- fails
INSERT INTO orders (id, day) VALUES (111, 17);
-- at: rolled_back
INSERT INTO orders (id, day) VALUES (130, 3);
-- fails
INSERT INTO orders (id, day) VALUES (130, 3);
-- fails
INSERT INTO orders (id, day) VALUES (NULL, 3);
