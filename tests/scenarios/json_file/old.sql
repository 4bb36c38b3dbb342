-- at: expanded
INSERT INTO users (id, name, mail) VALUES (10, 'Old', 'o@x');
-- at: backfilled
INSERT INTO users (id, name, mail) VALUES (12, 'Late', 'l@x');
-- at: rolled_back
INSERT INTO users (id, name, mail) VALUES (30, 'Back', 'b@x');
