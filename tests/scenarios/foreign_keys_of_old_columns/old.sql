-- at: expanded
INSERT INTO orders VALUES (10, '75002', 'Paris', 1, 'nut');
-- at: rolled_back
INSERT INTO orders VALUES (11, '10117', 'Berlin', 2, 'bolt');
