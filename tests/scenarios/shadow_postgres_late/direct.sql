ALTER TABLE parts ALTER COLUMN code DROP DEFAULT, ALTER COLUMN code TYPE integer USING code::integer * 10, ALTER COLUMN code SET DEFAULT ('0'::text)::integer;
