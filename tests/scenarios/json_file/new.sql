-- at: expanded
INSERT INTO users (id, name, email, sort_key) VALUES (20, 'New', 'n@x', 'own');
-- at: contracted
UPDATE users SET email = 'ada@x' WHERE id = 1;
