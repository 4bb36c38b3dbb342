-- at: backfilled
INSERT OR IGNORE INTO orders (id, code, amount) VALUES (20, 'n', '20');
-- at: contracted
-- settled
INSERT INTO orders (code, buyer) VALUES ('after', 4);
-- settled
UPDATE orders SET amount = amount + 1 WHERE code = 'a';
-- fails
INSERT INTO orders (code, amount) VALUES ('minus', -1);
-- fails
INSERT INTO orders (code, amount) VALUES ('none', NULL);
-- fails
INSERT INTO orders (code) VALUES ('AFTER');
-- fails
INSERT INTO lines VALUES (99, 1);
-- settled
DELETE FROM orders WHERE id = 1;
