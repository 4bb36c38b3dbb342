-- at: expanded
INSERT INTO users (id, name) VALUES (20, 'New');
-- at: backfilled
INSERT INTO users (id, name) VALUES (21, 'New') ON CONFLICT (name) DO UPDATE SET site = 'a.example';
-- at: contracted
INSERT INTO users (id, name, site) VALUES (22, 'a name of more than ten', 'a.example');
-- settled
UPDATE sites SET host = 'c.example' WHERE host = 'b.example';
-- fails
INSERT INTO users (id, name) VALUES (23, 'a name of much more than thirty letters');
-- fails
INSERT INTO users (id, name) VALUES (23, 'root');
-- fails
INSERT INTO users (id, name, site) VALUES (23, 'Nina', 'nowhere');
