CREATE TABLE orders (id INT PRIMARY KEY, state VARCHAR(10) NOT NULL, amount INT NOT NULL,
  CONSTRAINT known CHECK (state <> 'it''s' AND amount >= 0));
INSERT INTO orders VALUES (1, 'new', 5);
