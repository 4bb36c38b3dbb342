CREATE TABLE sessions (
  id integer GENERATED ALWAYS AS IDENTITY (START WITH 5 INCREMENT BY 5) CONSTRAINT sessions_pkey PRIMARY KEY,
  tenant text NOT NULL,
  token uuid NOT NULL,
  note text
);
COMMENT ON TABLE sessions IS 'who is there';
COMMENT ON COLUMN sessions.token IS 'never shown';
COMMENT ON SEQUENCE sessions_id_seq IS 'fives';
GRANT USAGE ON SEQUENCE sessions_id_seq TO pg_monitor WITH GRANT OPTION;
GRANT SELECT, INSERT ON sessions TO pg_monitor;
GRANT SELECT (tenant), UPDATE (tenant) ON sessions TO pg_read_all_stats WITH GRANT OPTION;
ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE sessions FORCE ROW LEVEL SECURITY;
CREATE POLICY sessions_north ON sessions TO pg_monitor USING (tenant = 'north');
CREATE VIEW tenants WITH (security_barrier) AS SELECT id, tenant FROM sessions;
GRANT SELECT ON tenants TO pg_monitor;
CREATE PUBLICATION sessions_out FOR TABLE sessions;
INSERT INTO sessions (tenant, token) VALUES
  ('north', '00000000-0000-0000-0000-000000000001'), ('south', '00000000-0000-0000-0000-000000000001');
