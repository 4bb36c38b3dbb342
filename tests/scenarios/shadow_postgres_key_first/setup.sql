CREATE TABLE words (word text NOT NULL UNIQUE, id integer NOT NULL, note text);
CREATE INDEX words_note ON words (note, word);
ALTER TABLE words ALTER COLUMN note SET NOT NULL;
INSERT INTO words VALUES ('a', 1, 'z'), ('b', 2, 'y'), ('c', 3, 'x');
