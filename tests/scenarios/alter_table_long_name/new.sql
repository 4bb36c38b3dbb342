-- at: backfilled
INSERT INTO books_that_stand_on_the_shelves_of_the_library_below VALUES (20, 2, 20);
-- at: contracted
INSERT INTO books_that_stand_on_the_shelves_of_the_library_below VALUES (21, 2, 3000000000);
-- fails
INSERT INTO books_that_stand_on_the_shelves_of_the_library_below VALUES (22, 2, -1);
-- fails
DELETE FROM shelves WHERE id = 2;
