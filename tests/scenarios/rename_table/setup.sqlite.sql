CREATE TABLE customers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  "Name" text NOT NULL DEFAULT 'nobody',
  email text CONSTRAINT customers_email_key UNIQUE,
  low text GENERATED ALWAYS AS (lower("Name")) STORED,
  CONSTRAINT named CHECK ("Name" <> '')
);
CREATE TABLE orders (id int PRIMARY KEY, customer bigint NOT NULL REFERENCES customers (id) ON DELETE CASCADE);
CREATE INDEX customers_low ON customers (low);
CREATE VIEW shouted AS SELECT id, upper("Name") AS name FROM customers;
CREATE TABLE changes (id bigint, what text);
CREATE TRIGGER log_insert AFTER INSERT ON customers BEGIN
  INSERT INTO changes VALUES (NEW.id, 'INSERT');
END;
CREATE TRIGGER log_update AFTER UPDATE OF "Name", email ON customers
WHEN OLD."Name" <> NEW."Name" OR OLD.email IS NOT NEW.email BEGIN
  INSERT INTO changes VALUES (NEW.id, 'UPDATE');
END;
CREATE TRIGGER log_delete AFTER DELETE ON customers BEGIN
  INSERT INTO changes VALUES (OLD.id, 'DELETE');
END;
CREATE TRIGGER ordered AFTER INSERT ON orders BEGIN
  UPDATE customers SET email = coalesce(email, 'none') WHERE id = NEW.customer;
END;
INSERT INTO customers ("Name", email) VALUES ('Ada', 'ada@x'), ('Bob', NULL), ('Cyd', 'cyd@x');
INSERT INTO orders VALUES (1, 1), (2, 3);
