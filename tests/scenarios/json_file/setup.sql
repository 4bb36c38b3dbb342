CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(50), mail VARCHAR(50));
INSERT INTO users (id, name, mail) VALUES (1, 'Ada', 'a@x'), (2, 'Grace', 'g@x');
