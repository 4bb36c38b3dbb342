CREATE TABLE teams (id INT PRIMARY KEY);
CREATE TABLE games (id INT PRIMARY KEY, home INT NOT NULL, away INT NOT NULL, day INT,
  KEY games_away_fk (away),
  CONSTRAINT games_home_fk FOREIGN KEY (home) REFERENCES teams (id),
  CONSTRAINT games_away_fk FOREIGN KEY (away) REFERENCES teams (id));
INSERT INTO teams VALUES (1), (2);
INSERT INTO games VALUES (1, 1, 2, 7);
