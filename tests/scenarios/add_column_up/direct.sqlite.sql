CREATE TABLE copy (id INTEGER PRIMARY KEY, price INTEGER NOT NULL, quantity INTEGER NOT NULL, total INTEGER NOT NULL);
INSERT INTO copy SELECT id, price, quantity, price * quantity FROM orders;
DROP TABLE orders;
ALTER TABLE copy RENAME TO orders;
