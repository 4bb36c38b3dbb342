-- at: backfilled
-- settled
INSERT INTO orders (state) VALUES ('new');
-- fails
INSERT INTO orders (id, state) VALUES (7, 'an identity is given by the server');
-- at: contracted
-- settled
INSERT INTO orders (state) VALUES ('newer');
