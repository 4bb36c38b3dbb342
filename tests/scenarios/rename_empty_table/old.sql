-- at: backfilled
INSERT INTO inbox (id, body) VALUES (1, 'first');
-- at: rolled_back
INSERT INTO inbox (id, body) VALUES (9, 'back');
