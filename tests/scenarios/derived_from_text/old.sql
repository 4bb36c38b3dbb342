-- at: expanded
UPDATE posts SET title = 'aa' WHERE id = 1;
UPDATE posts SET body = 'seventeen' WHERE id = 2;
UPDATE files SET name = 'aa' WHERE id = 1;
UPDATE files SET name = 'bb', meta = '{"kind": "png"}', content = 'x' WHERE id = 2;
UPDATE places SET name = 'aa' WHERE id = 1;
UPDATE places SET spot = ST_GeomFromText('POINT(5 6)') WHERE id = 2;
UPDATE letters SET title = 'aa' WHERE id = 1;
-- at: backfilled
UPDATE posts SET title = 'ccc', body = 'nine' WHERE id = 3;
UPDATE files SET meta = NULL WHERE id = 1;
UPDATE letters SET letter = 'hello Grace' WHERE id = 2;
-- at: rolled_back
UPDATE posts SET title = 'back' WHERE id = 1;
