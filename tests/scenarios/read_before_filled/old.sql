-- at: expanded
INSERT INTO users (id, email) VALUES (10, 'Old@X');
UPDATE users SET email = 'Ada@Y' WHERE id = 1;
INSERT INTO members (id, name) VALUES (10, NULL);
INSERT INTO people (id, name) VALUES (10, 'Old');
-- at: backfilled
INSERT INTO users (id, email) VALUES (11, 'Older@X');
UPDATE members SET name = NULL WHERE id = 2;
UPDATE people SET name = 'Cy' WHERE id = 2;
-- at: rolled_back
INSERT INTO users (id, email) VALUES (30, 'Back@X');
