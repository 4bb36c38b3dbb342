CREATE TABLE marks (school TEXT COLLATE NOCASE, "pupil no" INT, mark INT, PRIMARY KEY (school, "pupil no")) STRICT, WITHOUT ROWID;
INSERT INTO marks VALUES ('North', 1, 3), ('north', 2, NULL), ('South', 1, 5);
