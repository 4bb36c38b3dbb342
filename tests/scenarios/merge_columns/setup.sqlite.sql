CREATE TABLE places (
  id integer PRIMARY KEY,
  zip varchar(10) NOT NULL DEFAULT '00000',
  city text
);
INSERT INTO places (id, zip, city) VALUES (1, '10115', 'Berlin'), (2, '75001', 'Paris'), (3, '99999', NULL);
