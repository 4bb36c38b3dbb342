-- at: expanded
INSERT INTO members (id, team, badge) VALUES (10, 3, 'a');
-- at: backfilled
INSERT INTO members (id, team, badge) VALUES (11, 4, 'a');
-- at: rolled_back
INSERT INTO members (id, team, badge) VALUES (30, 1, 'z');
