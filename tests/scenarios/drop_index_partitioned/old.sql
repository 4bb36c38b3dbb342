-- at: expanded
INSERT INTO events VALUES (10, 3, 'old');
-- at: backfilled
INSERT INTO events VALUES (11, 4, 'late');
-- at: rolled_back
INSERT INTO events VALUES (30, 3, 'back');
