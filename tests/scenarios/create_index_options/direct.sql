CREATE INDEX docs_title ON docs (lower(title) COLLATE "C" text_pattern_ops DESC NULLS LAST, author NULLS FIRST)
  INCLUDE (pages, added) WITH (fillfactor = 70) WHERE pages > 0;
CREATE INDEX docs_vector ON docs USING gist (words tsvector_ops (siglen = 100)) WITH (fillfactor = 80);
CREATE UNIQUE INDEX docs_lower_unique ON docs (lower(title), author) INCLUDE (pages);
CREATE INDEX docs_hash ON docs USING hash (author);
CREATE INDEX docs_tags ON docs USING gin (tags) WITH (fastupdate = off);
CREATE INDEX docs_added ON docs USING brin (added) WITH (pages_per_range = 16);
CREATE INDEX docs_spot ON docs USING spgist (spot);
