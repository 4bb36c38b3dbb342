CREATE TABLE "a.b" (id integer PRIMARY KEY);
INSERT INTO "a.b" VALUES (1), (2);
CREATE TABLE posts (
  id integer PRIMARY KEY, text text, slug text, year integer,
  parent integer CONSTRAINT posts_parent REFERENCES "a.b",
  CONSTRAINT posts_year CHECK (year::text <> 'never'),
  CONSTRAINT "Slug" UNIQUE (slug));
COMMENT ON CONSTRAINT posts_parent ON posts IS 'who posts_year, "Slug" or posts_parent says';
COMMENT ON CONSTRAINT posts_year ON posts IS 'a "year", it''s said';
COMMENT ON CONSTRAINT "Slug" ON posts IS 'one each';
COMMENT ON INDEX "Slug" IS 'of Slug';
ALTER TABLE posts CLUSTER ON "Slug";
INSERT INTO posts VALUES (1, 'a', 'x', 2000, 1);
