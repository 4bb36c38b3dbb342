-- at: expanded
INSERT INTO users (id, name) VALUES (20, 'New');
-- at: backfilled
UPDATE users SET name = 'Newer' WHERE id = 20;
-- at: quarantined
INSERT INTO users (id, name) VALUES (21, 'Newest');
UPDATE users SET name = 'Ada Lovelace' WHERE id = 1;
-- at: contracted
INSERT INTO users (id, name) VALUES (22, 'Alone');
