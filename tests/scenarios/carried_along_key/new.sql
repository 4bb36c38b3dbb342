-- at: backfilled
UPDATE sessions SET note = 'new' WHERE tenant = 'south';
-- at: contracted
UPDATE sessions SET note = 'published' WHERE tenant = 'north' AND token = '00000000-0000-0000-0000-000000000010';
SET ROLE pg_monitor;
SET row_security = on;
INSERT INTO sessions (tenant, token) VALUES ('north', '00000000-0000-0000-0000-000000000020');
-- fails
INSERT INTO sessions (tenant, token) VALUES ('south', '00000000-0000-0000-0000-000000000020');
RESET ROLE;
-- fails
INSERT INTO sessions (tenant, token) VALUES ('north', '00000000-0000-0000-0000-000000000001');
