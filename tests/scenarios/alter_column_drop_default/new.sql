-- at: expanded
INSERT INTO users (id, plan) VALUES (20, 'paid');
-- at: contracted
INSERT INTO users (id, plan) VALUES (21, 'paid');
-- fails
INSERT INTO users (id) VALUES (22);
