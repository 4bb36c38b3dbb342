-- at: expanded
INSERT INTO stays (id, nights) VALUES (20, 5);
-- at: backfilled
INSERT INTO guests (name) VALUES ('New');
-- at: contracted
INSERT INTO stays (id, nights) VALUES (21, 5);
-- fails
INSERT INTO stays (id, nights) VALUES (22, 100);
