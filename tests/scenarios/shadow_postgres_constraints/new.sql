-- at: backfilled
INSERT INTO orders VALUES (12, 12, '[120,130)', 'new');
DELETE FROM orders WHERE id = 10;
-- at: contracted
INSERT INTO orders VALUES (20, 20, '[200,210)', 'new');
-- fails
INSERT INTO orders VALUES (21, 21, '[200,201)', 'twice');
-- fails
UPDATE orders SET place = 4 WHERE id = 2;
