-- at: expanded
INSERT INTO orders VALUES (10, 'sent');
-- at: backfilled
INSERT INTO orders VALUES (11, 'lost');
