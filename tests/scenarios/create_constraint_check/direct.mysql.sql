ALTER TABLE tickets ADD CONSTRAINT tickets_seat CHECK (seat < places);
