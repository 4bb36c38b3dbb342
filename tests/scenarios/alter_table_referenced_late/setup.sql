CREATE TABLE parents (id INT NOT NULL PRIMARY KEY, name VARCHAR(20), n INT);
CREATE TABLE kids (id INT NOT NULL PRIMARY KEY, parent INT, KEY kids_parent (parent), CONSTRAINT kids_parent FOREIGN KEY (parent) REFERENCES parents (id) ON DELETE SET NULL);
INSERT INTO parents VALUES (1, 'a', 1), (2, 'b', 2), (3, 'c', 3);
INSERT INTO kids VALUES (1, 1), (2, 2), (3, 3);
