-- at: expanded
INSERT INTO stock VALUES (20, 'new', 20);
-- at: backfilled
UPDATE stock SET n = 7 WHERE id = -3;
-- at: contracted
INSERT INTO stock VALUES (21, 'newer', 0);
-- fails
INSERT INTO stock VALUES (22, 'newest', -1);
