CREATE TABLE teams (id INTEGER PRIMARY KEY);
CREATE TABLE legacy (
  id INTEGER PRIMARY KEY,
  team INTEGER,
  note VARCHAR(20),
  CONSTRAINT legacy_team FOREIGN KEY (team) REFERENCES teams (id)
);
CREATE INDEX legacy_note ON legacy (note);
INSERT INTO teams (id) VALUES (1);
INSERT INTO legacy (id, team, note) VALUES (1, 1, 'x');
