-- at: expanded
INSERT INTO notes VALUES (10, 'another fox', 'c');
UPDATE places SET at = ST_GeomFromText('POINT(5 6)') WHERE id = 2;
-- at: backfilled
UPDATE notes SET body = 'no more' WHERE id = 2;
INSERT INTO places VALUES (11, ST_GeomFromText('POINT(7 8)'));
-- at: rolled_back
INSERT INTO notes VALUES (30, 'back', 'd');
