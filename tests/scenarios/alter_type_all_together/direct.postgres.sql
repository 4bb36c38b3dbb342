ALTER TABLE parts ALTER COLUMN code DROP DEFAULT;
ALTER TABLE parts ALTER COLUMN code TYPE integer USING coalesce(ltrim(lower(code), 'b')::integer, 0);
ALTER TABLE parts ALTER COLUMN code SET DEFAULT 40;
ALTER TABLE parts ALTER COLUMN code SET NOT NULL;
ALTER TABLE parts ADD CONSTRAINT parts_code_key UNIQUE (code);
ALTER TABLE parts ADD CONSTRAINT parts_code_check CHECK (parts.code + size <= 50 /* of code */);
ALTER TABLE parts ADD CONSTRAINT parts_code_bin FOREIGN KEY (code) REFERENCES bins (id) ON DELETE CASCADE ON UPDATE CASCADE;
COMMENT ON COLUMN parts.code IS 'number of the bin';
