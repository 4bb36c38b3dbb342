ALTER TABLE tickets ADD CONSTRAINT tickets_seat CHECK (seat < rows) NO INHERIT;
