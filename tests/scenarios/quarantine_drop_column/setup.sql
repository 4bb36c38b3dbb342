CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  name VARCHAR(100) NOT NULL,
  nick VARCHAR(100) NOT NULL,
  note VARCHAR(100)
);
CREATE INDEX users_nick ON users (nick);
INSERT INTO users (id, name, nick, note) VALUES
  (1, 'Ada', 'countess', 'first'), (2, 'Grace', 'GRACE', NULL), (3, 'Edsger', 'ewd', 'third');
