-- at: expanded
INSERT INTO shops (id) VALUES (20);
INSERT INTO shops (id, city, road) VALUES (21, 'Münster', 'Allee');
-- at: backfilled
UPDATE shops SET city = 'Lüttich' WHERE id = 21;
-- at: contracted
INSERT INTO shops (id) VALUES (22);
INSERT INTO shops (id, city) VALUES (23, 'Łódź');
