-- at: backfilled
INSERT INTO parts VALUES (10, 'old');
