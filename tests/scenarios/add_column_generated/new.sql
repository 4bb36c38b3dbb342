-- at: expanded
INSERT INTO lines (id, price, quantity) VALUES (20, 5, 5);
-- fails
INSERT INTO lines (id, price, quantity, total) VALUES (21, 5, 5, 25);
-- fails
INSERT INTO lines (id, price, quantity) VALUES (21, 5, -5);
-- at: backfilled
UPDATE lines SET price = 6 WHERE total = 25;
-- at: contracted
INSERT INTO lines (id, price, quantity) VALUES (22, 7, 7);
