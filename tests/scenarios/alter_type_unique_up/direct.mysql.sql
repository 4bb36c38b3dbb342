UPDATE parts SET code = id;
ALTER TABLE parts MODIFY code INTEGER NOT NULL, ADD CONSTRAINT parts_code_check CHECK (code < 50), ADD UNIQUE KEY parts_code_key (code);
