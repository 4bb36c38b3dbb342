-- at: expanded
INSERT INTO users (id, email) VALUES (20, 'b@x');
-- at: contracted [postgres]
-- settled
INSERT INTO users (id, email) VALUES (21, 'b@x') ON CONFLICT ON CONSTRAINT users_email DO NOTHING;
-- at: contracted [sqlite]
INSERT INTO users (id, email) VALUES (21, 'b@x') ON CONFLICT (email) DO NOTHING;
-- fails
INSERT INTO users (id, age) VALUES (22, 0);
