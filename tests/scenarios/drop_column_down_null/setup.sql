CREATE TABLE users (id INTEGER PRIMARY KEY, nick VARCHAR(50), handle VARCHAR(60) NOT NULL);
INSERT INTO users (id, nick, handle) VALUES (1, 'Ada', 'countess'), (2, 'Grace', 'grace');
CREATE TABLE parts (id INTEGER PRIMARY KEY, name VARCHAR(50), level VARCHAR(60) NOT NULL DEFAULT 'new');
INSERT INTO parts (id, name, level) VALUES (1, 'Bolt', 'bolt'), (2, 'Nut', 'new');
