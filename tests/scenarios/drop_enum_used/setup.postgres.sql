CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE TABLE people (id integer PRIMARY KEY, moods mood[]);
CREATE FUNCTION is_good(m mood) RETURNS boolean LANGUAGE sql AS 'SELECT m = ''good''';
INSERT INTO people VALUES (1, '{good}');
