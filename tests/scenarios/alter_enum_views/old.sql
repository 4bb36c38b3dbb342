-- at: expanded
INSERT INTO orders VALUES (10, 'sent');
-- at: backfilled
INSERT INTO orders VALUES (11, 'lost');
-- at: rolled_back
INSERT INTO orders VALUES (31, 'sent');
