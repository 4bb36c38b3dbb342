CREATE TABLE accounts (
  id INTEGER PRIMARY KEY,
  email VARCHAR(100) NOT NULL,
  region INTEGER NOT NULL
);
CREATE UNIQUE INDEX accounts_email ON accounts (email);
CREATE INDEX accounts_region_email ON accounts (region, email DESC);
CREATE INDEX accounts_region ON accounts (region);
INSERT INTO accounts (id, email, region) VALUES (1, 'a@x', 1), (2, 'b@x', 1), (3, 'c@x', 2);
