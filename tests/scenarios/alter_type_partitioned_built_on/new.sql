-- at: expanded
INSERT INTO orders (id, day, item, amount, code) VALUES (120, 14, 10, 120, 'new');
-- at: backfilled
-- settled
INSERT INTO orders (id, day, item, amount, code) VALUES (121, 17, 10, 121, 'new') ON CONFLICT (item, day, amount) DO NOTHING;
-- fails
INSERT INTO orders (id, day, item, amount) VALUES (122, 14, 10, 120);
-- at: contracted
-- settled
INSERT INTO orders (id, day, item, amount, code) VALUES (123, 3, 3000000000, 123, 'new'), (124, 13, 3000000000, 124, 'new');
-- fails
INSERT INTO orders (id, day, item, amount) VALUES (125, 13, 3000000000, 124);
-- fails
INSERT INTO orders (id, day, item, amount, code) VALUES (125, 3, 3, 125, 'new');
