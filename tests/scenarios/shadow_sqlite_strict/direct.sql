PRAGMA legacy_alter_table=ON;
CREATE TABLE marks_new (school TEXT COLLATE NOCASE, "pupil no" INT, mark TEXT, PRIMARY KEY (school, "pupil no")) STRICT, WITHOUT ROWID;
INSERT INTO marks_new SELECT school, "pupil no", mark FROM marks;
DROP TABLE marks;
ALTER TABLE marks_new RENAME TO marks;
