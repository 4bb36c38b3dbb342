PRAGMA legacy_alter_table=ON;
CREATE TABLE notes_new (id INTEGER NOT NULL, body TEXT, CONSTRAINT body_once UNIQUE (body) ON CONFLICT REPLACE, CONSTRAINT notes_pk PRIMARY KEY (id));
INSERT INTO notes_new SELECT * FROM notes;
DROP TABLE notes;
ALTER TABLE notes_new RENAME TO notes;
