-- at: expanded
INSERT INTO sales (id, price, quantity) VALUES (10, 4, 4);
UPDATE sales SET quantity = 1 WHERE id = 1;
INSERT INTO tags (id) VALUES (10);
-- at: backfilled
INSERT INTO sales (id, price, quantity) VALUES (11, NULL, 4);
UPDATE sales SET quantity = 5 WHERE id = 10;
UPDATE tags SET id = 11 WHERE id = 10;
-- at: rolled_back
INSERT INTO sales (id, price, quantity) VALUES (30, 4, 4);
INSERT INTO tags (id) VALUES (30);
