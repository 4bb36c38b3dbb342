CREATE TABLE rooms (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE guests (country TEXT, number INTEGER, name TEXT, PRIMARY KEY (country, number));
INSERT INTO rooms (id, name) VALUES (1, 'Ada'), (2, 'Grace');
INSERT INTO guests VALUES ('de', 1, 'Emmy'), ('us', 1, 'Barbara');
