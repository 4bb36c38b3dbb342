CREATE TABLE users (id integer PRIMARY KEY, name text);
CREATE DOMAIN one_user AS users CHECK ((VALUE).id > 0);
INSERT INTO users VALUES (1, 'Ada Lovelace');
