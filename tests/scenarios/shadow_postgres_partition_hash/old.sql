-- at: expanded
TRUNCATE marks;
INSERT INTO marks SELECT n, 'o' || n % 3, 'second ' || n FROM generate_series(1, 6) AS n;
-- at: backfilled
TRUNCATE marks;
INSERT INTO marks SELECT n, 'o' || n % 3, 'third ' || n FROM generate_series(2, 5) AS n;
UPDATE marks SET id = id + 100 WHERE id > 3;
-- at: rolled_back
TRUNCATE marks;
INSERT INTO marks VALUES (6, 'a', 'six');
