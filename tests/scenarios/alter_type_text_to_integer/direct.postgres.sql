DROP INDEX parts_code;
ALTER TABLE parts ALTER COLUMN code DROP DEFAULT;
ALTER TABLE parts ALTER COLUMN code TYPE integer USING code::integer;
ALTER TABLE parts ALTER COLUMN code SET DEFAULT CAST('0'::character varying AS integer);
CREATE INDEX parts_code ON parts (code);
ALTER TABLE boxes ALTER COLUMN size TYPE integer USING 1;
