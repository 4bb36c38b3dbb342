-- at: expanded
INSERT INTO people (id, name, score, boss) VALUES (20, 'New', 5, 1);
UPDATE people SET name = CASE id WHEN 1 THEN 'Emma' ELSE name END WHERE id IN (1, 2);
-- at: backfilled
INSERT INTO people (id, name, score, country) VALUES (21, 'Newer', 6, 'de');
UPDATE people SET id = 22, score = 7 WHERE id = 20;
DELETE FROM people WHERE id = 4;
-- at: contracted
INSERT INTO people (id, name, score) VALUES (23, 'a name of more than twenty letters', 3000000000);
DELETE FROM countries WHERE code = 'it';
-- fails
INSERT INTO people (id, name, country) VALUES (24, 'Nowhere', 'xx');
