CREATE TABLE authors (id INTEGER PRIMARY KEY, name VARCHAR(50));
CREATE TABLE books (
  id INTEGER PRIMARY KEY,
  author INTEGER NOT NULL,
  CONSTRAINT books_author FOREIGN KEY (author) REFERENCES authors (id) ON DELETE CASCADE
);
INSERT INTO authors (id, name) VALUES (1, 'Ada'), (2, 'Grace'), (3, 'Alan');
INSERT INTO books (id, author) VALUES (1, 1), (2, 2), (3, 2), (4, 3);
