-- at: expanded
INSERT INTO users (id, full_name) VALUES (20, 'New');
-- at: contracted
UPDATE users SET full_name = 'Newer' WHERE id = 20;
