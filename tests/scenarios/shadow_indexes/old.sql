-- at: expanded
INSERT INTO shops VALUES (4, 'Four', 'green bread', 4, ST_GeomFromText('POINT(4 4)'), 4);
UPDATE shops SET body = 'white milk', place = ST_GeomFromText('POINT(9 9)') WHERE id = 3;
-- at: backfilled
DELETE FROM shops WHERE id = 1;
-- fails
INSERT INTO shops VALUES (5, 'two', NULL, NULL, ST_GeomFromText('POINT(5 5)'), NULL);
