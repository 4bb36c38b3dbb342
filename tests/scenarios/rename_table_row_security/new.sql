-- at: expanded
SET row_security = on;
SET ROLE pg_monitor;
INSERT INTO memos (id, body) VALUES (20, 'new');
-- fails
INSERT INTO memos VALUES (21, 'somebody', 'not mine');
UPDATE memos SET body = body || '!';
DELETE FROM memos WHERE id = 2;
RESET ROLE;
-- at: contracted
SET row_security = on;
SET ROLE pg_monitor;
-- fails
INSERT INTO memos VALUES (21, 'somebody', 'not mine');
UPDATE memos SET body = 'end';
RESET ROLE;
