-- at: contracted
INSERT INTO books VALUES (20, 4, 20);
-- fails
DELETE FROM shelves WHERE id = 4;
-- fails
INSERT INTO books VALUES (21, 4, -1);
-- fails
INSERT INTO books VALUES (22, 99, 1);
