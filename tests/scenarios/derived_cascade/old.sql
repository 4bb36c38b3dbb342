-- at: expanded
DELETE FROM shelves WHERE id = 1;
-- at: backfilled
DELETE FROM shelves WHERE id = 2;
UPDATE books SET shelf = NULL WHERE shelf = 3;
DELETE FROM shelves WHERE id = 3;
