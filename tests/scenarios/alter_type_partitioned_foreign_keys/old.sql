-- at: expanded
INSERT INTO orders (id, day, item, bin) VALUES (110, 1, 5, 1), (111, 12, 6, 2), (112, 25, 7, 3);
INSERT INTO lines VALUES (111, 6, 12, 111);
-- fails
INSERT INTO orders (id, day, item) VALUES (113, 1, 99);
-- at: backfilled
UPDATE orders SET item = 8 WHERE id = 110;
UPDATE orders SET day = 16 WHERE id = 112;
-- fails
INSERT INTO orders (id, day, item) VALUES (113, 1, 99);
-- fails
INSERT INTO lines VALUES (112, 6, 12, 113);
-- at: rolled_back
INSERT INTO orders (id, day, item) VALUES (130, 11, 5);
INSERT INTO lines VALUES (130, 5, 11, 130);
-- fails
INSERT INTO orders (id, day, item) VALUES (131, 11, 99);
-- fails
INSERT INTO lines VALUES (131, 5, 11, 131);
