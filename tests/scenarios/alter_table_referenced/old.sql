-- at: expanded
INSERT INTO groups_ VALUES (10, 'old', 10, 3);
INSERT INTO members VALUES (10, 10);
DELETE FROM groups_ WHERE id = 4;
-- fails
DELETE FROM groups_ WHERE id = 3;
-- fails
INSERT INTO members VALUES (11, 99);
-- at: backfilled
INSERT INTO groups_ VALUES (12, 'older', 12, 10);
INSERT INTO members VALUES (12, 12);
DELETE FROM groups_ WHERE id = 6;
UPDATE groups_ SET id = 70 WHERE id = 7;
-- fails
DELETE FROM groups_ WHERE id = 3;
-- fails
UPDATE groups_ SET id = 33 WHERE id = 3;
-- fails
INSERT INTO members VALUES (13, 99);
-- at: rolled_back
INSERT INTO groups_ VALUES (30, 'back', 30, 3);
INSERT INTO members VALUES (30, 30);
DELETE FROM groups_ WHERE id = 8;
-- fails
DELETE FROM groups_ WHERE id = 3;
-- fails
INSERT INTO members VALUES (31, 99);
