-- at: expanded
INSERT INTO orders (id, state) VALUES (10, 'old');
INSERT INTO lines (id, orders) VALUES (10, 10);
-- at: backfilled
INSERT INTO lines (id, orders) VALUES (11, 10) ON CONFLICT DO NOTHING;
-- fails
INSERT INTO lines (id, orders) VALUES (12, -1);
-- fails
INSERT INTO lines (id, copy) VALUES (12, -1);
-- at: rolled_back
-- fails
INSERT INTO lines (id, orders) VALUES (12, -1);
