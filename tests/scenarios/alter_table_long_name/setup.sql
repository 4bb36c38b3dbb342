CREATE TABLE shelves (id INT NOT NULL PRIMARY KEY);
CREATE TABLE books_that_stand_on_the_shelves_of_the_library_below (id INT NOT NULL PRIMARY KEY, shelf INT, v INT, CHECK (v > 0), KEY by_shelf (shelf), FOREIGN KEY (shelf) REFERENCES shelves (id));
INSERT INTO shelves VALUES (1), (2);
INSERT INTO books_that_stand_on_the_shelves_of_the_library_below VALUES (1, 1, 1), (2, 2, 2);
