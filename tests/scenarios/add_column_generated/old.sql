-- at: expanded
INSERT INTO lines (id, price, quantity) VALUES (10, 4, 4);
UPDATE lines SET quantity = 1 WHERE id = 1;
-- at: backfilled
INSERT INTO lines (id, price, quantity) VALUES (11, NULL, 4);
UPDATE lines SET quantity = 5 WHERE id = 10;
-- at: rolled_back
INSERT INTO lines (id, price, quantity) VALUES (30, 4, 4);
