-- at: expanded
INSERT INTO orders (id, day, note) VALUES (120, 14, 'new');
-- at: backfilled
-- settled
INSERT INTO orders (id, day, note) VALUES (120, 14, 'once more') ON CONFLICT ON CONSTRAINT orders_key DO UPDATE SET note = 'once more';
-- fails
INSERT INTO orders (id, day) VALUES (NULL, 3);
-- at: contracted
-- settled
INSERT INTO orders (id, day) VALUES (3000000000, 14), (3000000000, 25);
-- fails
INSERT INTO orders (id, day) VALUES (3000000000, 14);
