-- at: expanded
INSERT INTO accounts (id, login, region) VALUES (20, 'new@x', 2);
-- fails
INSERT INTO accounts (id, login, region) VALUES (21, 'new@x', 2);
-- at: backfilled [postgres, sqlite]
-- SQLite reads a changed schema only with the next statement that it compiles without an error.
UPDATE accounts SET region = region WHERE id = 1;
INSERT INTO accounts (id, login, region) VALUES (22, 'b@x', 9) ON CONFLICT (login) DO UPDATE SET region = excluded.region;
-- at: backfilled [mysql, mariadb]
INSERT INTO accounts (id, login, region) VALUES (22, 'b@x', 9) ON DUPLICATE KEY UPDATE region = VALUES(region);
-- at: contracted
-- fails
INSERT INTO accounts (id, login, region) VALUES (23, 'new@x', 2);
INSERT INTO accounts (id, login, region) VALUES (23, 'late@x', 2);
