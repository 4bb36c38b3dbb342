-- at: expanded
UPDATE sessions SET note = 'old' WHERE id = 5;
-- at: backfilled
SET ROLE pg_monitor;
SET row_security = on;
INSERT INTO sessions (tenant, token) VALUES ('north', '00000000-0000-0000-0000-000000000010');
RESET ROLE;
