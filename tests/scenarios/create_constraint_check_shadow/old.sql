-- at: expanded
INSERT INTO stock VALUES (10, 'old', -10);
-- at: backfilled
UPDATE stock SET n = -5 WHERE id = 2;
INSERT INTO stock (id, name) VALUES (11, 'older');
-- at: rolled_back
INSERT INTO stock VALUES (30, 'back', -1);
