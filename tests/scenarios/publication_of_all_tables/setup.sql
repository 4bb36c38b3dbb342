CREATE TABLE users (id integer PRIMARY KEY, name text);
INSERT INTO users VALUES (1, 'Ada'), (2, 'Grace');
CREATE PUBLICATION everything FOR ALL TABLES;
