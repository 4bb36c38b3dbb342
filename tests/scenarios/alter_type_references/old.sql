-- at: expanded
INSERT INTO lines (id, item) VALUES (10, '99');
UPDATE lines SET item = 'a nut' WHERE id = 10;
UPDATE lines SET item = '1' WHERE id = 10;
-- at: backfilled
INSERT INTO lines (id, item) VALUES (11, '98');
UPDATE lines SET item = '3' WHERE id = 11;
DELETE FROM items WHERE id = 3;
INSERT INTO items (id, name) VALUES (3, 'washer');
-- at: rolled_back
-- settled
INSERT INTO lines (id, item) VALUES (30, '97');
-- settled
DELETE FROM lines WHERE id = 30;
