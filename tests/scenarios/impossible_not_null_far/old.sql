-- at: backfilled
INSERT INTO users VALUES (20000, NULL);
-- at: rolled_back
INSERT INTO users VALUES (20001, NULL);
