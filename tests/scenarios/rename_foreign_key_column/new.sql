-- at: expanded
INSERT INTO books (id, author_id) VALUES (20, 3);
-- fails
INSERT INTO books (id, author_id) VALUES (21, 99);
-- at: backfilled
UPDATE books SET author_id = 3 WHERE id = 2;
-- at: contracted
INSERT INTO books (id, author_id) VALUES (22, 2);
-- fails
INSERT INTO books (id, author_id) VALUES (23, 99);
DELETE FROM authors WHERE id = 3;
