CREATE TABLE words (
  id integer PRIMARY KEY,
  word character varying(20) NOT NULL DEFAULT 'none' UNIQUE,
  CONSTRAINT words_word CHECK (word <> '') NO INHERIT
);
ALTER TABLE words ALTER COLUMN word SET STORAGE EXTERNAL;
DO $$ BEGIN
  IF current_setting('server_version_num')::integer >= 140000 THEN
    EXECUTE 'ALTER TABLE words ALTER COLUMN word SET COMPRESSION pglz';
  END IF;
END $$;
ALTER TABLE words ALTER COLUMN word SET STATISTICS 50;
ALTER TABLE words ALTER COLUMN word SET (n_distinct = 7);
CREATE INDEX words_by_word ON words (word DESC);
COMMENT ON COLUMN words.word IS 'what it is';
COMMENT ON CONSTRAINT words_word ON words IS 'a real one';
COMMENT ON CONSTRAINT words_word_key ON words IS 'only once';
COMMENT ON INDEX words_by_word IS 'backwards';
GRANT SELECT (word) ON words TO pg_monitor;
CREATE PUBLICATION words_out FOR TABLE words;
ALTER TABLE words OWNER TO pg_monitor;
INSERT INTO words VALUES (1, 'one');
