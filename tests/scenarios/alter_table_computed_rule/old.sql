-- at: expanded
INSERT INTO lots VALUES (10, 0, 'a@x');
-- at: backfilled
INSERT INTO lots (id, v, email) VALUES (11, -1, 'b@X');
UPDATE lots SET v = 11, email = 'c@x' WHERE id = 11;
-- at: rolled_back
INSERT INTO lots VALUES (30, -1, 'B@x');
UPDATE lots SET v = 30, email = 'd@x' WHERE id = 30;
