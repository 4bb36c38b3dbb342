-- at: backfilled
SET ROLE pg_monitor;
SET row_security = on;
INSERT INTO parcels (id, town) VALUES (20, 'Rome');
-- fails
INSERT INTO parcels (id, town) VALUES (21, 'hidden');
RESET ROLE;
-- at: contracted
UPDATE parcels SET town = 'Rom' WHERE id = 20;
