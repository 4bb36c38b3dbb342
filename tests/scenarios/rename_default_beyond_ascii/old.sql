-- at: before
INSERT INTO shops (id) VALUES (3);
-- at: expanded
INSERT INTO shops (id) VALUES (10);
INSERT INTO shops (id, town, street) VALUES (11, 'Köln', 'Straße');
-- at: backfilled
INSERT INTO shops (id) VALUES (12);
UPDATE shops SET town = 'Genève' WHERE id = 1;
-- at: rolled_back
INSERT INTO shops (id) VALUES (30);
