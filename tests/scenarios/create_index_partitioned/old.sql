-- at: expanded
INSERT INTO events VALUES (200, 1, 'a'), (201, 12, 'a');
-- at: backfilled
INSERT INTO events VALUES (202, 2, 'a');
-- at: rolled_back
INSERT INTO events VALUES (300, 1, 'a'), (301, 12, 'c');
