CREATE TABLE buyers (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  amount TEXT,
  buyer INTEGER REFERENCES buyers (id),
  before_it INTEGER CONSTRAINT chain REFERENCES orders (id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (buyer) REFERENCES buyers (id) ON UPDATE RESTRICT
);
INSERT INTO buyers VALUES (1, 'Ada'), (2, 'Grace'), (3, 'Alan'), (4, 'Edith'), (5, 'Barbara');
INSERT INTO orders VALUES (1, '1', 1, NULL), (2, '2', 2, 1), (3, '3', 3, 1), (4, '4', 4, 3), (5, '5', 5, 2);
