CREATE TABLE rooms (id INTEGER, house INTEGER, name TEXT, PRIMARY KEY (house, id));
INSERT INTO rooms (house, id, name) VALUES (1, 1, 'Ada'), (1, 2, 'Grace');
