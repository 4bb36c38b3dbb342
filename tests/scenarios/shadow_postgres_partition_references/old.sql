-- at: expanded
DELETE FROM places WHERE id = 2;
INSERT INTO events VALUES (10, 1, 'old');
-- at: backfilled
UPDATE events SET place = 3 WHERE id = 10;
-- fails
INSERT INTO events VALUES (11, 2, 'no such place');
-- at: rolled_back
INSERT INTO events VALUES (31, 3, 'back');
-- fails
INSERT INTO events VALUES (32, 2, 'no such place');
