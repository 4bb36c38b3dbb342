CREATE TABLE users (id INTEGER PRIMARY KEY, age INTEGER, email VARCHAR(20), boss INTEGER,
  CONSTRAINT age_ok CHECK (age > 0), CONSTRAINT email_once UNIQUE (email), CONSTRAINT boss_fk FOREIGN KEY (boss) REFERENCES users (id));
INSERT INTO users (id) VALUES (1);
