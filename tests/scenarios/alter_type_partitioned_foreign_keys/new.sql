-- at: expanded
INSERT INTO orders (id, day, item, bin) VALUES (120, 14, 10, 4);
-- at: backfilled
INSERT INTO lines VALUES (120, 10, 14, 120);
-- fails
INSERT INTO lines VALUES (121, 10, 14, 121);
-- fails
INSERT INTO orders (id, day, item) VALUES (122, 14, 99);
DELETE FROM items WHERE id = 4;
-- at: contracted
-- settled
INSERT INTO orders (id, day, item, bin) VALUES (123, 3, 11, 7);
-- fails
INSERT INTO orders (id, day, item) VALUES (124, 3, 99);
-- fails
INSERT INTO lines VALUES (124, 11, 3, 124);
