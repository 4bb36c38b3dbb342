-- at: expanded
INSERT INTO users (id, name, nick) VALUES (20, 'New', 'n');
-- at: contracted
INSERT INTO users (id, name, nick) VALUES (21, 'a name of more than ten', 'and so the nick name is');
