-- at: expanded
INSERT INTO sessions (tenant, token, note) VALUES ('south', '00000000-0000-0000-0000-000000000010', 'old, expanded');
-- at: backfilled
INSERT INTO sessions (id, tenant, token, note) OVERRIDING SYSTEM VALUE
  VALUES (1, 'north', '00000000-0000-0000-0000-000000000001', 'again')
  ON CONFLICT (id) DO UPDATE SET note = 'upserted by id';
-- fails
INSERT INTO sessions (id, tenant, token) OVERRIDING SYSTEM VALUE VALUES (1, 'west', gen_random_uuid());
-- at: rolled_back
-- settled
INSERT INTO sessions (note) VALUES ('no tenant, rolled back');
-- settled
DELETE FROM sessions WHERE tenant IS NULL;
-- fails
INSERT INTO sessions (id) OVERRIDING SYSTEM VALUE VALUES (1);
