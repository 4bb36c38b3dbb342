CREATE TABLE people (id integer PRIMARY KEY, income integer);
INSERT INTO people VALUES (1, 7);
-- What SECURITY LABEL writes, where no provider is loaded.
SET allow_system_table_mods = on;
INSERT INTO pg_seclabel VALUES ('people'::regclass, 'pg_class'::regclass, 2, 'mask', 'MASKED WITH VALUE NULL');
