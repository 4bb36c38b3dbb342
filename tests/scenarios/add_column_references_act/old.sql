-- at: expanded
INSERT INTO shops (id, name) VALUES (10, 'old');
-- at: rolled_back
INSERT INTO shops (id, name) VALUES (30, 'back');
