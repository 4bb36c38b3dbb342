ALTER TABLE users
  ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
  ADD COLUMN luck double precision DEFAULT random() CONSTRAINT users_luck CHECK (luck < 2),
  ADD COLUMN seen timestamptz NOT NULL DEFAULT clock_timestamp(),
  ADD COLUMN ticket bigint NOT NULL DEFAULT nextval('tickets');
COMMENT ON COLUMN users.token IS 'not shown';
