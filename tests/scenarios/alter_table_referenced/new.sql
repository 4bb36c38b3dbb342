-- at: expanded
INSERT INTO groups_ VALUES (20, 'new', 20, NULL);
-- at: backfilled
INSERT INTO members VALUES (20, 20);
DELETE FROM groups_ WHERE id = 1;
-- at: contracted
INSERT INTO groups_ VALUES (21, 'newer', 3000000000, 20);
INSERT INTO rooms VALUES (21, 21);
-- fails
DELETE FROM groups_ WHERE id = 21;
-- fails
INSERT INTO members VALUES (22, 99);
DELETE FROM groups_ WHERE id = 70;
