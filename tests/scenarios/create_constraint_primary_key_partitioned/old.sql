-- at: expanded
INSERT INTO orders (id, day, code) VALUES (100, 3, 'old'), (101, 13, 'old');
-- at: backfilled
INSERT INTO orders (id, day, code) VALUES (102, 16, 'old') ON CONFLICT ON CONSTRAINT orders_pkey DO NOTHING;
-- fails
INSERT INTO orders (id, day, code) VALUES (103, 16, 'old');
-- fails
INSERT INTO orders (id, day, code) VALUES (102, 16, 'else');
-- at: rolled_back
INSERT INTO orders (id, day, code) VALUES (110, 16, 'back');
-- fails
INSERT INTO orders (id, day, code) VALUES (110, 16, 'else');
