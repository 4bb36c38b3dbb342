-- at: expanded
INSERT INTO orders (id, day, code) VALUES (105, 17, 'new');
-- at: contracted
-- settled
INSERT INTO orders (id, day, code) VALUES (105, 17, 'newer') ON CONFLICT ON CONSTRAINT orders_key DO NOTHING;
-- fails
INSERT INTO orders (id, day, code) VALUES (106, 17, 'newer');
