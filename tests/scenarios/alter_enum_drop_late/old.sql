-- at: backfilled
INSERT INTO orders (id, status) VALUES (10, 'paused');
-- at: rolled_back
INSERT INTO orders (id, status) VALUES (11, 'sent');
