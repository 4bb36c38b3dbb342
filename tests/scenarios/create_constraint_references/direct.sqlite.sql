CREATE TABLE pets_new (id INTEGER PRIMARY KEY, owner_id INTEGER, vet_id INTEGER CONSTRAINT pets_vet REFERENCES owners (id) ON DELETE SET NULL, parent_id INTEGER CONSTRAINT pets_parent REFERENCES pets (id) ON DELETE SET NULL, CONSTRAINT pets_owner FOREIGN KEY (owner_id) REFERENCES owners (id) ON DELETE CASCADE);
INSERT INTO pets_new (id, owner_id, vet_id, parent_id) SELECT id, owner_id, vet_id, parent_id FROM pets;
DROP TABLE pets;
ALTER TABLE pets_new RENAME TO pets;
