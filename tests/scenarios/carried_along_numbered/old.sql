-- at: expanded
SET ROLE pg_monitor;
SET row_security = on;
INSERT INTO parcels (id, town) VALUES (10, 'Bonn');
RESET ROLE;
-- at: backfilled
UPDATE parcels SET town = 'Kiel' WHERE id = 1;
