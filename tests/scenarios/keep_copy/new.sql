-- at: expanded
INSERT INTO users (id, name) VALUES (20, 'New');
-- at: backfilled
UPDATE users SET name = 'Newer' WHERE id = 20;
-- at: contracted
UPDATE users SET name = 'Ada Lovelace' WHERE id = 1;
DELETE FROM users WHERE id = 2;
-- at: restored
INSERT INTO users (id, name) VALUES (21, 'Newest');
UPDATE users SET name = 'Edsger Dijkstra' WHERE id = 3;
