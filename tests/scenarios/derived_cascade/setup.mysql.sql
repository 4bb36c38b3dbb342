CREATE TABLE shelves (id INT PRIMARY KEY);
INSERT INTO shelves VALUES (1), (2), (3), (4);
CREATE TABLE books (id INT PRIMARY KEY, shelf INT NULL, title VARCHAR(20) NOT NULL,
  CONSTRAINT books_shelf FOREIGN KEY (shelf) REFERENCES shelves (id) ON DELETE SET NULL ON UPDATE CASCADE);
INSERT INTO books VALUES (1, 1, 'a'), (2, 2, 'bb'), (3, 3, 'ccc'), (4, NULL, 'dddd');
