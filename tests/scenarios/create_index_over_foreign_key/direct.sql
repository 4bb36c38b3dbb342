CREATE INDEX games_home_day ON games (home, day);
CREATE INDEX games_home_fk ON games (home);
CREATE INDEX games_away_day ON games (away, day);
