CREATE TABLE owners (id INTEGER PRIMARY KEY, name VARCHAR(20));
CREATE TABLE pets (id INTEGER PRIMARY KEY, owner_id INTEGER, vet_id INTEGER, parent_id INTEGER);
INSERT INTO owners (id, name) VALUES (1, 'Ada'), (2, 'Grace'), (3, 'Alan');
INSERT INTO pets (id, owner_id, vet_id) VALUES (1, 1, 2), (2, NULL, 3);
