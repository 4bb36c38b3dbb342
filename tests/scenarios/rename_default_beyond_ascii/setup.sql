CREATE TABLE shops (
  id INTEGER PRIMARY KEY,
  town VARCHAR(20) NOT NULL DEFAULT ('Zürich'),
  street VARCHAR(40) DEFAULT (REPLACE('Grosse ''Straße''', 'ss', 'ß'))
);
INSERT INTO shops (id, town, street) VALUES (1, 'Bern', 'Gässli'), (2, 'Zürich', NULL);
