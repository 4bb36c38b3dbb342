CREATE TABLE items (id integer PRIMARY KEY, code integer);
CREATE PUBLICATION items_out FOR TABLE items (id, code) WHERE (code > 0);
INSERT INTO items VALUES (1, 1);
