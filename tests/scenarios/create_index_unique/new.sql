-- at: expanded
-- fails
INSERT INTO members (id, team, badge) VALUES (20, 1, 'a');
INSERT INTO members (id, team, badge) VALUES (20, 2, NULL);
-- at: contracted
INSERT INTO members (id, team, badge) VALUES (22, 5, 'a');
-- fails
INSERT INTO members (id, team, badge) VALUES (23, 4, 'a');
