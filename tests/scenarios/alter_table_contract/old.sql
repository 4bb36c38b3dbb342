-- at: expanded
INSERT INTO items (id, code, price, gone) VALUES (10, 'old', 2.00, 3);
UPDATE items SET note = 'seen' WHERE id = 2;
-- at: backfilled
INSERT INTO items (id, code, price, gone) VALUES (11, 'older', 3.00, 4);
UPDATE items SET code = 'y' WHERE id = 18446744073709551610;
-- at: rolled_back
INSERT INTO items (id, code, price, gone) VALUES (30, 'oldest', 2.00, 3);
