CREATE TABLE notes (id int PRIMARY KEY, owner name NOT NULL DEFAULT current_user, body text);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON notes USING (owner = current_user);
GRANT SELECT, INSERT, UPDATE, DELETE ON notes TO pg_monitor;
INSERT INTO notes VALUES (1, 'pg_monitor', 'a'), (2, 'somebody', 'b');
