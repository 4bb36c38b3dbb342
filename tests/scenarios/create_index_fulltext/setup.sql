CREATE TABLE notes (id INT NOT NULL PRIMARY KEY, body TEXT NOT NULL, tag VARCHAR(10), KEY notes_tag (tag));
CREATE TABLE places (id INT NOT NULL PRIMARY KEY, at POINT NOT NULL);
INSERT INTO notes VALUES (1, 'the quick brown fox', 'a'), (2, 'a lazy dog', 'b');
INSERT INTO places VALUES (1, ST_GeomFromText('POINT(1 2)')), (2, ST_GeomFromText('POINT(3 4)'));
