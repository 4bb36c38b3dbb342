-- at: expanded
INSERT INTO days VALUES (3);
-- at: backfilled
-- settled
INSERT INTO orders (id, day, code) VALUES (102, 16, 'new') ON CONFLICT (day, id) DO NOTHING;
-- at: contracted
INSERT INTO orders (id, day, code) VALUES (104, 16, 'new');
