-- at: expanded
INSERT INTO books (id, author) VALUES (10, 3);
-- fails
INSERT INTO books (id, author) VALUES (11, 99);
-- at: backfilled
DELETE FROM authors WHERE id = 1;
-- at: rolled_back
INSERT INTO books (id, author) VALUES (30, 2);
