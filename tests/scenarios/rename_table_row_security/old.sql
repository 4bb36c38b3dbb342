-- at: expanded
SET row_security = on;
SET ROLE pg_monitor;
INSERT INTO notes VALUES (10, 'pg_monitor', 'old');
UPDATE notes SET body = 'mine';
RESET ROLE;
-- at: backfilled
SET row_security = on;
SET ROLE pg_monitor;
INSERT INTO notes VALUES (12, 'pg_monitor', 'late');
RESET ROLE;
-- at: rolled_back
INSERT INTO notes VALUES (30, 'pg_monitor', 'back');
