-- at: expanded
UPDATE things SET doc = '{"b": true}', place = ST_GeomFromText('POINT(3 4)') WHERE kind = 'c';
-- at: backfilled
UPDATE things SET at = '2026-01-02 00:00:00.5', f = 0.2 WHERE kind = 'a';
-- at: contracted
UPDATE things SET amount = 0.00000001 WHERE kind = 'a';
