CREATE TABLE places (
  id INTEGER PRIMARY KEY,
  zip VARCHAR(10) NOT NULL DEFAULT '00000',
  city TEXT
);
INSERT INTO places (id, zip, city) VALUES (1, '10115', 'Berlin'), (2, '75001', 'Paris'), (3, '99999', NULL);
