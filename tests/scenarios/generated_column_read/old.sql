-- at: expanded
INSERT INTO boxes (id, side) VALUES (10, 5);
UPDATE boxes SET note = 'seen' WHERE id IN (1, 10);
UPDATE boxes SET side = 6 WHERE id = 2;
-- at: backfilled
INSERT INTO boxes (id, side) VALUES (11, 7);
UPDATE boxes SET note = 'again' WHERE id IN (1, 3);
UPDATE boxes SET side = 8 WHERE id = 11;
-- at: rolled_back
INSERT INTO parcels (id, grams, price) VALUES (30, 1, 1);
INSERT INTO boxes (id, side) VALUES (30, 1);
