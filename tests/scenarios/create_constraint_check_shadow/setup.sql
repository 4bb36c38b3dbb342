CREATE TABLE stock (id BIGINT NOT NULL PRIMARY KEY, name VARCHAR(20), n INT NOT NULL DEFAULT 0, KEY stock_name (name));
INSERT INTO stock VALUES (-3, 'x', 3), (1, 'y', -1), (2, 'z', 0);
