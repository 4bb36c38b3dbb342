CREATE TABLE items (id integer PRIMARY KEY, code integer);
CREATE TABLE codes (code integer PRIMARY KEY);
ALTER TABLE codes ENABLE ROW LEVEL SECURITY;
CREATE POLICY codes_used ON codes USING (EXISTS (SELECT 1 FROM items WHERE items.code = codes.code));
INSERT INTO items VALUES (1, 1);
