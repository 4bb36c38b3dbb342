ALTER TABLE "order items; -- ünï" RENAME COLUMN "it's a ""name""" TO "from ""λ"" `where`";
ALTER TABLE "order items; -- ünï" RENAME COLUMN "Mixed Case" TO "mixed ${case}";
