-- at: expanded
INSERT INTO events (source, number, created) VALUES ('x', 10, 30), ('y', 11, 400);
-- at: backfilled
INSERT INTO events (source, number, created) VALUES ('z', 12, 600);
-- at: rolled_back
INSERT INTO events (source, number, created) VALUES ('u', 30, 40);
