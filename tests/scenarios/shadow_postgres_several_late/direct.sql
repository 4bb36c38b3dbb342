ALTER TABLE parts ALTER COLUMN size TYPE bigint, ALTER COLUMN code TYPE integer USING coalesce(code, '0')::integer,
  ALTER COLUMN code SET NOT NULL;
