DROP TABLE users;
CREATE TABLE users (id integer PRIMARY KEY, age integer, first_name text NOT NULL, last_name varchar(40));
