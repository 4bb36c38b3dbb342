-- at: expanded
INSERT INTO pets (id, owner_id, vet_id) VALUES (20, 3, 3);
-- at: backfilled
INSERT INTO pets (id, owner_id, parent_id) VALUES (21, 1, 20);
-- at: contracted
-- settled
DELETE FROM owners WHERE id = 3;
-- fails
INSERT INTO pets (id, owner_id) VALUES (22, 99);
