-- at: expanded
INSERT INTO orders (id, note) VALUES (10, 'old');
-- at: backfilled
INSERT INTO orders (id, note) VALUES (11, 'old');
-- at: rolled_back
INSERT INTO orders (id, note) VALUES (12, 'old');
