-- at: rolled_back
INSERT INTO logs VALUES (3, 'c');
