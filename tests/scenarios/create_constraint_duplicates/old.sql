-- at: expanded
INSERT INTO members (id, team, badge) VALUES (10, 1, 'twin');
-- at: rolled_back
INSERT INTO members (id, team, badge) VALUES (11, 1, 'twin');
