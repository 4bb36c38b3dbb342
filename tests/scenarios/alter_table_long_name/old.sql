-- at: expanded
INSERT INTO books_that_stand_on_the_shelves_of_the_library_below VALUES (10, 1, 10);
-- at: backfilled
UPDATE books_that_stand_on_the_shelves_of_the_library_below SET shelf = 2 WHERE id = 10;
-- fails
DELETE FROM shelves WHERE id = 2;
-- at: rolled_back
INSERT INTO books_that_stand_on_the_shelves_of_the_library_below VALUES (30, 2, 30);
