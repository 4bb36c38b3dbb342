CREATE TABLE users (
  id integer PRIMARY KEY,
  name varchar(10) NOT NULL DEFAULT 'nobody',
  balance numeric(8,2) UNIQUE,
  CONSTRAINT users_name CHECK (name <> '')
);
CREATE INDEX users_by_name ON users (name varchar_pattern_ops DESC) INCLUDE (balance);
COMMENT ON COLUMN users.name IS 'as told';
INSERT INTO users (id, name, balance) VALUES (1, 'Ada', 1.50), (2, 'Grace', 2);
