ALTER SEQUENCE "Order's_id_seq" OWNED BY NONE;
DROP TABLE "Order's";
CREATE TABLE "Order's" (
  region text COLLATE "C" NOT NULL,
  id integer NOT NULL DEFAULT nextval('"Order''s_id_seq"'),
  state text,
  made timestamptz NOT NULL DEFAULT '2026-01-01 00:00:00+00',
  PRIMARY KEY (region, id)
) PARTITION BY LIST (region);
ALTER SEQUENCE "Order's_id_seq" OWNED BY "Order's".id;
CREATE UNIQUE INDEX orders_state ON "Order's" (region, state) WHERE state <> 'open';
CREATE TABLE orders_west PARTITION OF "Order's" FOR VALUES IN ('eu', 'us');
CREATE TABLE "orders, east" PARTITION OF "Order's" FOR VALUES IN ('asia', NULL, 'o''cean');
