-- at: expanded
INSERT INTO jobs (id, name, done) VALUES (10, 'a', 1);
-- at: rolled_back
INSERT INTO jobs (id, name, done) VALUES (30, 'a', 1);
