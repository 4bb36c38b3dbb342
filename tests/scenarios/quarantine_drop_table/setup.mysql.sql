CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  name VARCHAR(100) NOT NULL
);
CREATE TABLE visits (
  id INTEGER PRIMARY KEY,
  visitor INTEGER NOT NULL,
  page VARCHAR(100),
  FOREIGN KEY (visitor) REFERENCES users (id)
);
CREATE INDEX visits_page ON visits (page);
INSERT INTO users (id, name) VALUES (1, 'Ada'), (2, 'Grace');
INSERT INTO visits (id, visitor, page) VALUES (1, 1, '/'), (2, 2, '/about');
