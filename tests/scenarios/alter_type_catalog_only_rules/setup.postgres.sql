CREATE TABLE sites (host varchar(200) PRIMARY KEY);
CREATE TABLE users (
  id integer PRIMARY KEY,
  name varchar(10) NOT NULL DEFAULT 'nobody',
  site varchar(20),
  CONSTRAINT users_name CHECK (name <> '')
);
INSERT INTO sites VALUES ('a.example'), ('b.example');
INSERT INTO users (id, name, site) VALUES (1, 'Ada', 'a.example'), (2, 'Grace', NULL);
