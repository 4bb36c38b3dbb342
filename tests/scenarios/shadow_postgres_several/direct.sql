ALTER TABLE counters ALTER COLUMN id TYPE bigint, ALTER COLUMN hits TYPE bigint, ALTER COLUMN hits SET DEFAULT 0,
  ALTER COLUMN seen TYPE integer, ALTER COLUMN note DROP NOT NULL;
COMMENT ON COLUMN counters.hits IS 'how often it was';
