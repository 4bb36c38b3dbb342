-- at: expanded
SET ROLE pg_monitor;
INSERT INTO people (id, city_id) VALUES (10, 2);
UPDATE people SET city_id = 2 WHERE id = 1;
RESET ROLE;
-- at: backfilled
INSERT INTO people (id, city_id) VALUES (12, 1);
-- at: rolled_back
INSERT INTO people (id, city_id) VALUES (30, 1);
