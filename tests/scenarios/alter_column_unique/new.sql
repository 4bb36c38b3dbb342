-- at: expanded
INSERT INTO users (id, email) VALUES (20, 'new@example.org');
-- at: backfilled
INSERT INTO users (id, email) VALUES (21, NULL);
-- at: contracted
INSERT INTO users (id, email) VALUES (22, 'late@example.org');
-- fails
INSERT INTO users (id, email) VALUES (23, 'late@example.org');
