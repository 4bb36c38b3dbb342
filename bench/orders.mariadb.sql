CREATE TABLE orders (
  id          bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  customer_id bigint NOT NULL,
  placed_at   datetime NOT NULL,
  status      varchar(20) NOT NULL,
  note        varchar(200) NOT NULL,
  amount      decimal(12, 2) NOT NULL
) ENGINE=InnoDB;
INSERT INTO orders (customer_id, placed_at, status, note, amount)
SELECT (seq * 7919) % 100000,
       '2024-01-01' + INTERVAL seq * 17 SECOND,
       ELT(seq % 4 + 1, 'new', 'paid', 'sent', 'done'),
       CONCAT('order ', seq, ' says ', SHA1(seq)),
       (seq % 100000) / 100
FROM seq_1_to_:rows;
CREATE INDEX orders_by_customer ON orders (customer_id);
CREATE INDEX orders_by_time ON orders (placed_at);
