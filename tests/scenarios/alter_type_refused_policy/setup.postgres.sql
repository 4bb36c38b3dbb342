CREATE TABLE orders (id integer PRIMARY KEY, code text, owner text);
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY orders_own ON orders FOR SELECT USING (owner = CURRENT_USER OR orders.code ~ 'x');
INSERT INTO orders (id, code) VALUES (1, '1');
