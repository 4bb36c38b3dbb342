-- at: expanded
DELETE FROM books WHERE id = 3;
DELETE FROM shelves WHERE id = 3;
-- at: backfilled
UPDATE books SET v = -1, shelf = 2 WHERE id = 1;
DELETE FROM shelves WHERE id = 1;
UPDATE books SET v = 1 WHERE id = 1;
-- fails
DELETE FROM shelves WHERE id = 2;
-- at: rolled_back
DELETE FROM shelves WHERE id = 4;
