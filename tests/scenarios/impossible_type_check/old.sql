-- at: backfilled
INSERT INTO members VALUES (20000, -8);
-- at: rolled_back
INSERT INTO members VALUES (20001, -8);
