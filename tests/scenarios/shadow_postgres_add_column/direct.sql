ALTER TABLE accounts ALTER COLUMN hits TYPE bigint, ALTER COLUMN half TYPE numeric;
ALTER TABLE accounts
  ADD COLUMN total bigint NOT NULL DEFAULT 0,
  ADD COLUMN share numeric(10,2),
  ADD COLUMN status varchar(20) NOT NULL DEFAULT 'active',
  ADD COLUMN slug varchar(40) COLLATE "C" NOT NULL DEFAULT 'none',
  ADD COLUMN seen timestamptz NOT NULL DEFAULT clock_timestamp(),
  ADD COLUMN doubled bigint NOT NULL GENERATED ALWAYS AS (hits * 2) STORED,
  ADD COLUMN remark text;
ALTER TABLE accounts ALTER COLUMN total DROP DEFAULT;
COMMENT ON COLUMN accounts.total IS 'all of them';
