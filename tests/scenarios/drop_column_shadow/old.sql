-- at: expanded
INSERT INTO stays VALUES (10, 'c1', 4, 1);
REPLACE INTO guests VALUES ('fr', 'Ada');
-- at: backfilled
UPDATE stays SET room = 'd1' WHERE id = 2;
DELETE FROM guests WHERE name = 'Bob';
-- at: rolled_back
INSERT INTO stays VALUES (30, 'e1', 4, 1);
-- fails
INSERT INTO stays (id, nights) VALUES (31, 1);
-- fails
INSERT INTO guests VALUES ('xx', 'Eve');
