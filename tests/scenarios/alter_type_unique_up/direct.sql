UPDATE parts SET code = id;
ALTER TABLE parts ALTER COLUMN code TYPE integer USING code::integer, ALTER COLUMN code SET NOT NULL, ADD CONSTRAINT parts_code_key UNIQUE (code), ADD CONSTRAINT parts_code_check CHECK (code < 50);
