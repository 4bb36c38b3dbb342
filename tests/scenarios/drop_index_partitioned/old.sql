-- at: expanded
INSERT INTO events VALUES (10, 3, 'old');
-- at: rolled_back
INSERT INTO events VALUES (30, 3, 'back');
