CREATE TABLE customers (
  id BIGINT AUTO_INCREMENT PRIMARY KEY,
  `Name` VARCHAR(40) NOT NULL DEFAULT 'nobody' COMMENT 'as on letters',
  email VARCHAR(40),
  low VARCHAR(40) GENERATED ALWAYS AS (lower(`Name`)) STORED,
  made TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  CONSTRAINT customers_email_key UNIQUE (email),
  CONSTRAINT named CHECK (`Name` <> '')
) COMMENT 'whom we serve';
CREATE TABLE orders (id INT PRIMARY KEY, customer BIGINT NOT NULL, CONSTRAINT orders_customer FOREIGN KEY (customer) REFERENCES customers (id) ON DELETE CASCADE);
CREATE INDEX customers_low ON customers (low);
CREATE TABLE changes (id BIGINT, what VARCHAR(20));
CREATE TRIGGER log_insert AFTER INSERT ON customers FOR EACH ROW INSERT INTO changes VALUES (NEW.id, 'INSERT');
GRANT SELECT, INSERT ON customers TO 'mysql.sys'@'localhost' WITH GRANT OPTION;
GRANT UPDATE (email), SELECT (id) ON customers TO 'mysql.sys'@'localhost';
INSERT INTO customers (`Name`, email) VALUES ('Ada', 'ada@x'), ('Bob', NULL), ('Cyd', 'cyd@x');
INSERT INTO orders VALUES (1, 1), (2, 3);
