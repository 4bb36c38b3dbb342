-- at: expanded
INSERT INTO orders (id, cents) VALUES (10, 1050);
-- at: backfilled
UPDATE orders SET cents = 160 WHERE id = 1;
-- at: rolled_back
INSERT INTO orders (id, cents) VALUES (30, 3050);
