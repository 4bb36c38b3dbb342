ALTER TABLE users ALTER COLUMN name TYPE varchar(40), ALTER COLUMN site TYPE text;
ALTER TABLE users ADD CONSTRAINT users_long_names CHECK (length(name) < 30 AND name <> 'root');
ALTER TABLE users ADD CONSTRAINT users_name_key UNIQUE (name);
ALTER TABLE users ADD CONSTRAINT users_site FOREIGN KEY (site) REFERENCES sites (host) ON UPDATE CASCADE;
