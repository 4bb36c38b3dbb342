-- at: expanded
SET ROLE pg_monitor;
INSERT INTO api.people (id, name) VALUES (10, 'Old');
UPDATE api.people SET name = 'Ada Lovelace' WHERE id = 1;
RESET ROLE;
-- at: backfilled
SET ROLE pg_monitor;
INSERT INTO api.people (id, name) VALUES (11, 'Late');
RESET ROLE;
-- at: rolled_back
-- settled
INSERT INTO people (id, name) VALUES (30, 'Back');
