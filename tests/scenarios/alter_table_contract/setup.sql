CREATE TABLE items (id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, code VARCHAR(10) NOT NULL, price DECIMAL(8,2), note TEXT, gone INT, KEY items_code (code));
INSERT INTO items (id, code, price, note, gone) VALUES (1, 'a', 1.50, 'first', 1), (2, 'b', NULL, NULL, 2), (18446744073709551610, 'z', 9.99, 'last', NULL);
