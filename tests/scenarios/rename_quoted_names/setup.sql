CREATE TABLE "order items; -- ünï" (
  "select" INTEGER PRIMARY KEY,
  "it's a ""name""" VARCHAR(100) NOT NULL,
  "Mixed Case" VARCHAR(100)
);
INSERT INTO "order items; -- ünï" VALUES (1, 'naïve ☃', 'x'), (2, 'O''Brien "the" `best`', NULL);
