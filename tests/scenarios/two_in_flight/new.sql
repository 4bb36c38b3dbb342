-- at: expanded
INSERT INTO users (id, full_name, email, nick) VALUES (20, 'New', 'new@x', 'n');
UPDATE users SET full_name = 'Alan Turing', email = 'turing@x' WHERE id = 3;
-- at: backfilled
UPDATE users SET email = 'grace@x' WHERE id = 2;
-- at: contracted
INSERT INTO users (id, full_name, email) VALUES (21, 'Alone', NULL);
