CREATE TABLE shelves (id INT NOT NULL PRIMARY KEY);
CREATE TABLE books (id INT NOT NULL PRIMARY KEY, shelf INT, v INT, KEY books_shelf_key (shelf), CONSTRAINT books_shelf FOREIGN KEY (shelf) REFERENCES shelves (id));
INSERT INTO shelves VALUES (1), (2), (3), (4);
INSERT INTO books VALUES (1, 1, 1), (2, 2, 2), (3, 3, 3);
