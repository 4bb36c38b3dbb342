CREATE TABLE notes (id integer PRIMARY KEY, text text);
INSERT INTO notes VALUES (1, 'a');
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET transaction_timeout = %L', current_database(), '300ms'); END $$;
