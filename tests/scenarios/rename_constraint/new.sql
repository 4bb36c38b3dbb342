-- at: expanded
INSERT INTO users (id, email) VALUES (20, 'b@x');
-- at: contracted
-- settled
INSERT INTO users (id, email) VALUES (21, 'b@x') ON CONFLICT ON CONSTRAINT users_email DO NOTHING;
