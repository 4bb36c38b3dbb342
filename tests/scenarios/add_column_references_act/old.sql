-- at: expanded
INSERT INTO shops (id, name) VALUES (10, 'old');
-- at: backfilled
INSERT INTO shops (id, name) VALUES (12, 'late');
-- at: rolled_back
INSERT INTO shops (id, name) VALUES (30, 'back');
