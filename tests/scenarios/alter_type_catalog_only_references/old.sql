-- at: expanded
INSERT INTO orders VALUES (10, 'nut', 'b');
-- at: backfilled
INSERT INTO orders VALUES (12, 'bolt', 'n');
-- at: rolled_back
INSERT INTO orders VALUES (11, 'bolt', 'n');
