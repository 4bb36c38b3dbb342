-- at: expanded
INSERT INTO items (id, price, qty) VALUES (10, 3, 4);
UPDATE items SET qty = 5 WHERE id = 1;
INSERT INTO members (id, name) VALUES (10, NULL);
UPDATE members SET name = NULL WHERE id = 1;
INSERT INTO visits (id, country, place) VALUES (10, 'FR', 'Lyon');
UPDATE visits SET country = 'BE', place = 'Gent' WHERE id = 1;
-- at: backfilled
INSERT INTO items (id, price, qty) VALUES (11, 2, 2);
UPDATE items SET price = 1 WHERE id = 10;
INSERT INTO members (id, name) VALUES (11, NULL);
UPDATE members SET name = 'Bee' WHERE id = 2;
UPDATE visits SET country = 'CH', place = 'Basel' WHERE id = 2;
-- at: rolled_back
INSERT INTO items (id, price, qty) VALUES (30, 1, 1);
