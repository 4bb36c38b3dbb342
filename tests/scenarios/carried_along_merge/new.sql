-- at: expanded
SET ROLE pg_monitor;
SET row_security = on;
UPDATE places SET address = '1010 Wien' WHERE note = 'c';
RESET ROLE;
-- at: contracted
SET ROLE pg_monitor;
SET row_security = on;
UPDATE places SET address = 'seen' WHERE note IN ('old', 'hidden');
SELECT * FROM place_notes;
-- fails
INSERT INTO places (address, note) VALUES ('x', 'hidden');
-- fails
DELETE FROM places;
RESET ROLE;
