CREATE TABLE seats (hall INTEGER NOT NULL, seat INTEGER NOT NULL, guest VARCHAR(10), night INTEGER, PRIMARY KEY (hall, seat));
INSERT INTO seats (hall, seat, guest, night) VALUES (1, 1, 'Ada', 1), (1, 2, 'Ada', 2), (1, 3, 'Bob', 1), (1, 10, 'Bob', 1),
  (2, 1, 'Bob', 1), (2, 2, 'Bob', 1), (2, 3, 'Bob', 1), (2, 4, 'Bob', 1), (2, 5, NULL, 1), (2, 6, NULL, 1), (2, 7, 'Cy', 3),
  (2, 8, 'Cy', 3);
