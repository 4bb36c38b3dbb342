-- at: expanded
INSERT INTO users (id, email, team, badge) VALUES (20, 'd@x', 1, 'own');
-- at: backfilled
-- fails
INSERT INTO users (id, badge) VALUES (21, 'b13');
-- at: contracted
INSERT INTO users (id, badge) VALUES (22, 'more');
