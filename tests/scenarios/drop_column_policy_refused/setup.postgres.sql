CREATE TABLE orders (id integer PRIMARY KEY, owner text);
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY orders_own ON orders USING (owner = CURRENT_USER);
INSERT INTO orders VALUES (1, 'a');
