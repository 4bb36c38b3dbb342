-- at: expanded
-- fails
INSERT INTO members (id, team, badge) VALUES (20, 1, 'a');
INSERT INTO members (id, team, badge) VALUES (20, 2, NULL);
