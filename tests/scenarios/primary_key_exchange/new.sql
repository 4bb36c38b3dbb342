-- at: expanded
INSERT INTO sessions (tenant, token, note) VALUES ('east', '00000000-0000-0000-0000-000000000020', 'new, expanded');
-- at: backfilled
-- settled
INSERT INTO sessions (tenant, token, note) VALUES ('north', '00000000-0000-0000-0000-000000000002', 'x')
  ON CONFLICT (tenant, token) DO UPDATE SET note = 'upserted by the new key';
-- fails
INSERT INTO sessions (tenant, token) VALUES ('south', '00000000-0000-0000-0000-000000000001');
-- at: contracted
INSERT INTO sessions (tenant, token, note) VALUES ('west', '00000000-0000-0000-0000-000000000030', 'new, contracted');
-- fails
INSERT INTO sessions (tenant, token) VALUES ('west', '00000000-0000-0000-0000-000000000030');
-- fails
INSERT INTO sessions (tenant) VALUES ('west');
