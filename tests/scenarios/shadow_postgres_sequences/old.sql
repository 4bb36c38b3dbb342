-- at: expanded
INSERT INTO orders (state) VALUES ('old');
-- at: backfilled
-- settled
INSERT INTO orders (state) VALUES ('older');
-- at: rolled_back
INSERT INTO orders (state) VALUES ('back');
