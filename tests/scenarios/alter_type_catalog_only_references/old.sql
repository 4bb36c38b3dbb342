-- at: expanded
INSERT INTO orders VALUES (10, 'nut', 'b');
-- at: rolled_back
INSERT INTO orders VALUES (11, 'bolt', 'n');
