-- at: before
INSERT INTO tickets (id) VALUES (4);
-- at: expanded
INSERT INTO tickets (id) VALUES (10);
INSERT INTO tickets (id, status, priority) VALUES (11, 'open', 9);
INSERT INTO tickets (id, status, priority) VALUES (12, 'new', NULL);
UPDATE tickets SET status = 'new', priority = 3 WHERE id = 1;
-- at: backfilled
INSERT INTO tickets (id, status) VALUES (13, 'late');
UPDATE tickets SET status = 'reopened' WHERE id = 3;
-- at: rolled_back
INSERT INTO tickets (id) VALUES (30);
