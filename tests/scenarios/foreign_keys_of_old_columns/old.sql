-- at: expanded
INSERT INTO orders VALUES (10, '75002', 'Paris', 1, 'nut');
-- at: backfilled
INSERT INTO orders (id, zip, city, item, code) VALUES (12, '10118', 'Berlin', 2, 'bolt');
-- at: rolled_back
INSERT INTO orders VALUES (11, '10117', 'Berlin', 2, 'bolt');
