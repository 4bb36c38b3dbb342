-- at: expanded
SET ROLE pg_monitor;
SET row_security = on;
INSERT INTO places (zip, city, note) VALUES ('20095', 'Hamburg', 'old');
RESET ROLE;
-- at: backfilled
UPDATE places SET city = 'Berlin-Mitte' WHERE note = 'a';
