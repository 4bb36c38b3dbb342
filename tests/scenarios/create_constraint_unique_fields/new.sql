-- at: expanded
INSERT INTO members (id, team, badge) VALUES (20, 2, 'a');
-- at: contracted
INSERT INTO members (id, team, badge) VALUES (21, 2, 'b');
-- fails
INSERT INTO members (id, team, badge) VALUES (22, 2, 'a');
