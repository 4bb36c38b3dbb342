-- at: expanded
INSERT INTO people (id, name, score, country) VALUES (10, 'Old', 1, 'nl');
UPDATE people SET score = 11 WHERE id = 1;
DELETE FROM people WHERE id = 7;
REPLACE INTO people (id, name, score) VALUES (4, 'Joan', 44);
UPDATE people SET id = 12 WHERE id = 10;
INSERT INTO people (id, name) VALUES (2, 'Grace') ON DUPLICATE KEY UPDATE score = 22;
-- at: backfilled
INSERT INTO people (id, name, score) VALUES (13, 'Older', 2);
UPDATE people SET name = 'Maria' WHERE id = 3;
DELETE FROM countries WHERE code = 'fr';
-- at: rolled_back
INSERT INTO people (id, name, score) VALUES (30, 'Back', 3);
-- fails
INSERT INTO people (id, name, score) VALUES (31, 'x', 3000000000);
-- fails
INSERT INTO people (id, name) VALUES (32, 'Back');
