CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(50) NOT NULL, plan VARCHAR(20) DEFAULT 'free', seats INTEGER);
INSERT INTO users (id, name) VALUES (1, 'Ada'), (2, 'Grace');
