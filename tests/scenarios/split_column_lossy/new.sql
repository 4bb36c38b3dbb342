-- at: expanded
INSERT INTO users (id, first_name, last_name) VALUES (20, 'New', 'Writer');
-- at: contracted
INSERT INTO users (id, first_name) VALUES (21, 'Solo');
