-- at: expanded
INSERT INTO users (id, name) VALUES (20, NULL);
UPDATE users SET name = NULL WHERE id = 2;
-- at: backfilled
INSERT INTO users (id) VALUES (21);
-- at: contracted
INSERT INTO users (id) VALUES (22);
