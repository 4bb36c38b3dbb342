CREATE TABLE IF NOT EXISTS main.[Odd members] (
  id INT PRIMARY KEY,
  'name' TEXT NOT NULL ON CONFLICT REPLACE DEFAULT 'nobody' CHECK ([Odd members].name <> ''),
  `age` INT CHECK ("odd members".age > 0),
  twice INT AS (age * 2),
  UNIQUE (name)
);
CREATE TABLE journal (what TEXT);
CREATE UNIQUE INDEX odd_names ON "odd MEMBERS" (lower(name) DESC, age);
CREATE UNIQUE INDEX odd_ends ON "Odd members" (substr(name, -9) COLLATE NOCASE ASC) WHERE "Odd members".age > 1;
CREATE TRIGGER odd_journal AFTER INSERT ON "ODD MEMBERS" BEGIN INSERT INTO journal VALUES (NEW.name); END;
INSERT INTO "Odd members" VALUES (10, 'Ada', 36), (5, 'Grace', 85), (7, 'nobody', 1);
