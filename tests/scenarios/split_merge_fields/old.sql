-- at: expanded [postgres]
INSERT INTO people VALUES (10, 'Old Man');
INSERT INTO places VALUES (10, '7', 'o');
-- at: expanded [mysql, mariadb, sqlite]
INSERT INTO people (id, name) VALUES (10, 'Old Man');
INSERT INTO places (id, zip, city) VALUES (10, '7', 'o');
-- at: backfilled
UPDATE people SET name = 'Ada King' WHERE id = 1;
INSERT INTO places (id) VALUES (11);
-- at: rolled_back
INSERT INTO people (id, name) VALUES (30, 'Back Again');
