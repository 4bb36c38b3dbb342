-- at: backfilled
INSERT INTO members VALUES (20000, '8');
INSERT INTO members VALUES (20001, 'eight');
-- at: rolled_back
INSERT INTO members VALUES (20002, '08');
