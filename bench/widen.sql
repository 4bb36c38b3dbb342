SET SESSION /*!80000 cte_max_recursion_depth */ /*M! max_recursive_iterations */ = :rows;
CREATE TABLE orders (
  id          bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  customer_id int NOT NULL,
  placed_at   datetime NOT NULL,
  status      varchar(20) NOT NULL,
  note        varchar(200) NOT NULL,
  amount      decimal(12, 2) NOT NULL
) ENGINE=InnoDB;
INSERT INTO orders (customer_id, placed_at, status, note, amount)
WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :rows)
SELECT (n * 7919) % 100000,
       '2024-01-01' + INTERVAL n * 17 SECOND,
       ELT(n % 4 + 1, 'new', 'paid', 'sent', 'done'),
       CONCAT('order ', n, ' says ', LEFT(SHA2(n, 256), 40)),
       (n % 100000) / 100
FROM numbers;
CREATE INDEX orders_by_customer ON orders (customer_id);
CREATE INDEX orders_by_time ON orders (placed_at);
