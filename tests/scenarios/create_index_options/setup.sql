CREATE TABLE docs (
  id int PRIMARY KEY, title text NOT NULL, author text, pages int, added date,
  words tsvector, tags int[], spot point
);
INSERT INTO docs (id, title, author, pages) VALUES (1, 'One', 'a', 10), (2, 'one', 'b', 0), (3, 'Two', NULL, 5);
