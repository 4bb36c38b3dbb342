-- at: expanded
INSERT INTO members (id, team, badge) VALUES (10, 1, 'a');
UPDATE members SET badge = 'c' WHERE id = 10;
-- at: backfilled
INSERT INTO members (id, team, badge) VALUES (11, NULL, 'a');
-- at: rolled_back
-- settled
INSERT INTO members (id, team, badge) VALUES (30, 1, 'a');
-- settled
DELETE FROM members WHERE id = 30;
