-- at: expanded
INSERT INTO tickets (id) VALUES (20);
INSERT INTO tickets (id, state, urgency) VALUES (21, 'open', 9);
INSERT INTO tickets (id, state, urgency) VALUES (22, 'new', 3);
INSERT INTO tickets (id, status, state) VALUES (23, 'both', 'both');
-- at: backfilled
INSERT INTO tickets (id, state, urgency) VALUES (24, 'late', 1);
UPDATE tickets SET state = 'new', urgency = NULL WHERE id = 11;
-- at: contracted
INSERT INTO tickets (id) VALUES (25);
INSERT INTO tickets (id, state, urgency) VALUES (26, 'done', 5);
