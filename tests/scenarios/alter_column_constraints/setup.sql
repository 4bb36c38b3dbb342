CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE users (id INTEGER PRIMARY KEY, email VARCHAR(50) NOT NULL, age INTEGER, team_id INTEGER);
INSERT INTO teams (id, name) VALUES (1, 'core'), (2, 'web');
INSERT INTO users (id, email, age, team_id) VALUES (1, 'ada@x', 36, 1), (2, 'grace@x', NULL, NULL);
