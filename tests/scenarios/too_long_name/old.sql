-- at: expanded
INSERT INTO users (id, name) VALUES (10, 'old');
-- at: rolled_back
INSERT INTO users (id, name) VALUES (30, 'back');
