CREATE TABLE parents (id integer PRIMARY KEY);
CREATE TABLE posts (
  id integer PRIMARY KEY,
  year integer CONSTRAINT posts_year CHECK (year > 0) NOT ENFORCED,
  parent integer CONSTRAINT posts_parent REFERENCES parents NOT ENFORCED);
COMMENT ON CONSTRAINT posts_year ON posts IS 'as it should be';
INSERT INTO posts VALUES (1, -1, 7);
