-- at: backfilled
INSERT INTO gifts (id, name) VALUES (10, 'old');
-- at: rolled_back
INSERT INTO gifts (id, name) VALUES (30, 'back');
