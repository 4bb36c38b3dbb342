ALTER TABLE parts ALTER COLUMN code TYPE integer USING coalesce(code, '0')::integer;
ALTER TABLE parts
  ADD COLUMN half numeric(10,1) NOT NULL DEFAULT 0,
  ADD COLUMN kind text NOT NULL DEFAULT 'part',
  ADD COLUMN fourfold integer NOT NULL GENERATED ALWAYS AS (code * 4) STORED,
  ADD COLUMN number bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  ADD COLUMN bin serial;
