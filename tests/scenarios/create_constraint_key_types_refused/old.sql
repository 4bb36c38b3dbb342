-- at: rolled_back
INSERT INTO items VALUES (2, '2');
