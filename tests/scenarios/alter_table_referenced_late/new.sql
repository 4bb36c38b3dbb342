-- at: contracted
INSERT INTO kids VALUES (20, 3);
-- settled
UPDATE parents SET title = 'new' WHERE id = 10;
DELETE FROM parents WHERE id = 3;
-- fails
INSERT INTO kids VALUES (21, 99);
