CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  name VARCHAR(50) NOT NULL,
  nick VARCHAR(50) NOT NULL,
  note VARCHAR(50) DEFAULT 'none'
);
CREATE TABLE visits (id INTEGER PRIMARY KEY, visitor INTEGER NOT NULL, page VARCHAR(50));
CREATE INDEX visits_page ON visits (page);
INSERT INTO users (id, name, nick, note) VALUES
  (1, 'Ada', 'countess', 'first'), (2, 'Grace', 'amazing', NULL), (3, 'Edsger', 'ewd', 'third');
INSERT INTO visits (id, visitor, page) VALUES (1, 1, '/'), (2, 2, '/about');
