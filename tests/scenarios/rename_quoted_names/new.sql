-- at: expanded
INSERT INTO "order items; -- ünï" ("select", "from ""λ"" `where`", "mixed ${case}") VALUES (20, '新しい', 'n');
-- at: contracted
INSERT INTO "order items; -- ünï" ("select", "from ""λ"" `where`") VALUES (21, '$1 ? {{batch}} {}');
