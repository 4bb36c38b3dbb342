CREATE TABLE sessions (
  id integer GENERATED ALWAYS AS IDENTITY CONSTRAINT sessions_pkey PRIMARY KEY,
  tenant text,
  token uuid,
  note text
);
CREATE INDEX sessions_note ON sessions (note);
INSERT INTO sessions (tenant, token, note) VALUES
  ('north', '00000000-0000-0000-0000-000000000001', 'one'),
  ('north', '00000000-0000-0000-0000-000000000002', 'two'),
  ('south', '00000000-0000-0000-0000-000000000001', 'three');
