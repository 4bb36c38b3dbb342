-- at: expanded
INSERT INTO users (id, name, handle) VALUES (10, 'Old', 'own');
-- at: backfilled
UPDATE users SET handle = 'admiral' WHERE id = 2;
-- at: rolled_back
INSERT INTO users (id, name, handle) VALUES (30, 'Back', 'b');
