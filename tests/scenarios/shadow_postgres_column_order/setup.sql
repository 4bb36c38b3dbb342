-- The order of the columns alone: all else of the table stays.
CREATE DOMAIN amount AS numeric(10, 2) CHECK (VALUE >= 0);
CREATE TABLE items (
  note text COLLATE "C" DEFAULT 'none',
  active boolean DEFAULT true CONSTRAINT items_active_given NOT NULL,
  label varchar(20) GENERATED ALWAYS AS (upper(note)) STORED,
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "a price" amount NOT NULL,
  number serial,
  CONSTRAINT items_cheap CHECK ("a price" < 1000 OR active) NO INHERIT,
  CHECK (number > 0)
);
ALTER TABLE items ALTER note SET STORAGE EXTERNAL, ALTER number SET STATISTICS 300;
CREATE INDEX items_by_label ON items (label) WHERE active;
COMMENT ON COLUMN items."a price" IS 'in euro';
CREATE VIEW dear AS SELECT id, "a price" FROM items WHERE "a price" > 5;
INSERT INTO items (note, "a price") VALUES ('too long a note', 1), ('b', 2.5), ('c', 9), (NULL, 4);
ALTER TABLE items ADD CONSTRAINT items_note_short CHECK (length(note) < 10) NOT VALID;
