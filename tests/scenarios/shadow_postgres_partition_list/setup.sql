CREATE TABLE "Order's" (
  region text COLLATE "C" NOT NULL,
  id serial,
  state text,
  made timestamptz NOT NULL DEFAULT '2026-01-01 00:00:00+00',
  PRIMARY KEY (region, id)
);
CREATE UNIQUE INDEX orders_state ON "Order's" (region, state) WHERE state <> 'open';
INSERT INTO "Order's" (region, state) VALUES ('us', 'a'), ('eu', 'b'), ('asia', 'c'), ('eu', 'open'), ('eu', 'open');
