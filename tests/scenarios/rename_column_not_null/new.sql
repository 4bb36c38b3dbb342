-- at: expanded
INSERT INTO users (id, full_name) VALUES (20, 'New inserts'), (21, 'Two at once');
UPDATE users SET full_name = 'Edsger Dijkstra' WHERE id = 4;
-- at: expanded [postgres, sqlite]
INSERT INTO users (id, full_name) VALUES (5, 'Barbara Liskov') ON CONFLICT (id) DO UPDATE SET full_name = excluded.full_name;
INSERT INTO users (id, full_name) VALUES (22, 'Upserted') ON CONFLICT (id) DO UPDATE SET full_name = excluded.full_name;
-- at: expanded [mysql, mariadb]
INSERT INTO users (id, full_name) VALUES (5, 'Barbara Liskov') ON DUPLICATE KEY UPDATE full_name = VALUES(full_name);
INSERT INTO users (id, full_name) VALUES (22, 'Upserted') ON DUPLICATE KEY UPDATE full_name = VALUES(full_name);
-- at: backfilled
INSERT INTO users (id, full_name) VALUES (23, 'New, late');
UPDATE users SET full_name = '' WHERE id = 12;
-- at: backfilled [sqlite]
INSERT OR REPLACE INTO users (id, full_name) VALUES (6, 'Alan Turing');
-- at: backfilled [mysql, mariadb]
REPLACE INTO users (id, full_name) VALUES (6, 'Alan Turing');
-- at: backfilled [postgres]
UPDATE users SET full_name = 'Alan Turing' WHERE id = 6;
-- at: contracted
INSERT INTO users (id, full_name) VALUES (24, 'New alone');
-- fails
INSERT INTO users (id, full_name) VALUES (25, NULL);
-- fails
INSERT INTO users (id) VALUES (25);
