-- at: expanded
INSERT INTO orders VALUES (110, 17, 4, 4);
-- at: contracted
-- settled
DELETE FROM items WHERE id = 9;
-- fails
INSERT INTO orders VALUES (111, 17, 99, 1);
-- fails
INSERT INTO orders VALUES (111, 17, 1, 99);
-- fails
DELETE FROM shelves WHERE id = 1;
