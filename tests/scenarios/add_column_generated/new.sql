-- at: expanded
INSERT INTO sales (id, price, quantity) VALUES (20, 5, 5);
-- at: expanded [postgres, sqlite]
-- fails
INSERT INTO sales (id, price, quantity, total) VALUES (21, 5, 5, 25);
-- fails
INSERT INTO sales (id, price, quantity) VALUES (21, 5, -5);
-- at: backfilled
UPDATE sales SET price = 6 WHERE id = 20;
-- at: contracted
INSERT INTO sales (id, price, quantity) VALUES (22, 7, 7);
-- fails
INSERT INTO sales (id, price, quantity, total) VALUES (21, 5, 5, 25);
-- fails
INSERT INTO sales (id, price, quantity) VALUES (21, 5, -5);
