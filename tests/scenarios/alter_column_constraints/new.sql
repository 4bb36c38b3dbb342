-- at: expanded
INSERT INTO users (id, email, age, team_id) VALUES (20, 'new@x', 1, 1);
-- at: backfilled [postgres]
INSERT INTO users (id, email, age) VALUES (22, 'new@x', 2) ON CONFLICT (email) DO NOTHING;
-- at: backfilled [sqlite]
SELECT 1 FROM users;
INSERT INTO users (id, email, age) VALUES (22, 'new@x', 2) ON CONFLICT (email) DO NOTHING;
-- at: contracted
INSERT INTO users (id, email, age, team_id) VALUES (21, 'alone@x', 1, 1);
-- settled
DELETE FROM teams WHERE id = 2;
-- fails
INSERT INTO users (id, email, age) VALUES (23, 'minus@x', -1);
-- fails
INSERT INTO users (id, email, age) VALUES (24, 'new@x', 1);
-- fails
INSERT INTO users (id, email, team_id) VALUES (25, 'nobody@x', 96);
