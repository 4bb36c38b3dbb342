-- at: rolled_back
INSERT INTO things (id, token) VALUES (30, 'c');
