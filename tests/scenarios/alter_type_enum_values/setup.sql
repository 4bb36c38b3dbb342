CREATE TABLE orders (id INT NOT NULL PRIMARY KEY, state ENUM('new','open','done') NOT NULL DEFAULT 'new', KEY orders_state (state));
CREATE TABLE parts (id INT NOT NULL PRIMARY KEY, size ENUM('small','medium','large'));
CREATE TABLE cars (id INT NOT NULL PRIMARY KEY, colour ENUM('red','blue') NOT NULL DEFAULT 'blue');
INSERT INTO orders VALUES (1, 'new'), (2, 'open'), (3, 'done');
INSERT INTO parts VALUES (1, 'small'), (2, 'medium'), (3, 'large'), (4, NULL);
INSERT INTO cars VALUES (1, 'red'), (2, 'blue');
