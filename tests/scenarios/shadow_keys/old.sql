-- at: expanded
UPDATE by_unsigned SET v = 10 WHERE id = 18446744073709551615;
UPDATE by_negative SET id = id + 1 WHERE id < -5;
DELETE FROM by_stamp WHERE v = 2;
UPDATE by_day SET day = '2026-02-30' WHERE v = 4;
UPDATE by_name SET name = 'émile' WHERE v = 2;
UPDATE by_latin SET raw = x'00' WHERE v = 4;
DELETE FROM by_enum WHERE kind = 'z';
UPDATE by_unique SET code = 'c' WHERE v = 1;
-- at: backfilled
INSERT INTO by_unsigned VALUES (9223372036854775809, 7);
DELETE FROM by_day WHERE day = '0000-00-00';
INSERT INTO by_enum VALUES ('z', 9);
