-- at: expanded
SET ROLE pg_monitor;
INSERT INTO parcels (id, town, weight) VALUES (100, 'Bonn', 1);
UPDATE parcels SET town = 'Kiel' WHERE id = 1;
RESET ROLE;
-- at: backfilled
SET ROLE pg_monitor;
INSERT INTO parcels (id, town) VALUES (110, 'Bonn');
UPDATE parcels SET weight = 2 WHERE id = 2;
DELETE FROM parcels WHERE id = 3;
RESET ROLE;
-- at: rolled_back
INSERT INTO parcels (id, town) VALUES (130, 'Bonn');
