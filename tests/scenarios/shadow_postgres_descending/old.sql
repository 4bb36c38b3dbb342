-- at: expanded
INSERT INTO orders (note) VALUES ('old, expanded');
-- at: backfilled
INSERT INTO orders (note) VALUES ('old, backfilled');
-- at: rolled_back
-- settled
INSERT INTO orders (note) VALUES ('old, rolled back');
