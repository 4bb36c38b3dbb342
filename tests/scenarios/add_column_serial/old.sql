-- at: expanded
INSERT INTO parcels (id, town) VALUES (100, 'Bonn');
SET ROLE pg_monitor;
INSERT INTO parcels (id, town) VALUES (101, 'Bonn');
UPDATE parcels SET town = 'Kiel' WHERE id = 1;
RESET ROLE;
-- at: backfilled
SET ROLE pg_monitor;
INSERT INTO parcels (id, town) VALUES (110, 'Bonn');
RESET ROLE;
-- at: rolled_back
INSERT INTO parcels (id, town) VALUES (130, 'Bonn');
