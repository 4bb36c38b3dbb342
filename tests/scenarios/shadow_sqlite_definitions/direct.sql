PRAGMA legacy_alter_table=ON;
CREATE TABLE "odd new" (
  id INTEGER PRIMARY KEY,
  'name' TEXT NOT NULL ON CONFLICT REPLACE DEFAULT 'nobody' CHECK (name <> ''),
  `age` INT CHECK (age > 0),
  twice INT AS (age * 2),
  UNIQUE (name)
);
INSERT INTO "odd new" (id, name, age) SELECT id, name, age FROM "Odd members";
DROP TABLE "Odd members";
ALTER TABLE "odd new" RENAME TO "Odd members";
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = 'CREATE TABLE [Odd members] (
  id INTEGER PRIMARY KEY,
  ''name'' TEXT NOT NULL ON CONFLICT REPLACE DEFAULT ''nobody'' CHECK ([Odd members].name <> ''''),
  `age` INT CHECK ("odd members".age > 0),
  twice INT AS (age * 2),
  UNIQUE (name)
)' WHERE name = 'Odd members';
PRAGMA writable_schema=RESET;
CREATE UNIQUE INDEX odd_names ON "odd MEMBERS" (lower(name) DESC, age);
CREATE UNIQUE INDEX odd_ends ON "Odd members" (substr(name, -9) COLLATE NOCASE ASC) WHERE "Odd members".age > 1;
CREATE TRIGGER odd_journal AFTER INSERT ON "ODD MEMBERS" BEGIN INSERT INTO journal VALUES (NEW.name); END;
