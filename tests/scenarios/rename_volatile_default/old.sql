-- at: before
INSERT INTO sessions (id) VALUES (3);
-- at: expanded
INSERT INTO sessions (id) VALUES (10);
INSERT INTO sessions (id, token) VALUES (11, 'given');
-- at: backfilled
INSERT INTO sessions (id) VALUES (12);
UPDATE sessions SET token = 'two again' WHERE id = 2;
-- at: rolled_back
INSERT INTO sessions (id) VALUES (30);
