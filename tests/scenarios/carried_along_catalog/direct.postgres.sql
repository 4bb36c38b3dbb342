ALTER TABLE words ALTER COLUMN word TYPE character varying(60);
ALTER TABLE words ALTER COLUMN word SET STORAGE EXTERNAL;
DO $$ BEGIN
  IF current_setting('server_version_num')::integer >= 140000 THEN
    EXECUTE 'ALTER TABLE words ALTER COLUMN word SET COMPRESSION pglz';
  END IF;
END $$;
