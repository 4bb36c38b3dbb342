-- at: expanded
INSERT INTO parcels (id, grams) VALUES (20, 8);
UPDATE parcels SET note = 'seen' WHERE id IN (1, 2, 20);
UPDATE parcels SET grams = 9 WHERE id = 3;
-- at: contracted
INSERT INTO parcels (id, grams) VALUES (21, 3);
INSERT INTO boxes (id, side, painted) VALUES (21, 3, 4);
