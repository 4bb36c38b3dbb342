-- at: expanded
-- fails
INSERT INTO jobs (id, name, done) VALUES (20, 'a', 0);
