-- at: rolled_back
INSERT INTO members (id, team) VALUES (2, 1);
