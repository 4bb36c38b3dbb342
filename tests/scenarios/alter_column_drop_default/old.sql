-- at: expanded
INSERT INTO users (id) VALUES (10);
-- at: backfilled
INSERT INTO users (id) VALUES (11);
-- at: rolled_back
INSERT INTO users (id) VALUES (30);
