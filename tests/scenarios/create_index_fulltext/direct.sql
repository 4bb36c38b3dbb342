ALTER TABLE notes ADD FULLTEXT INDEX notes_body (body);
ALTER TABLE places ADD SPATIAL INDEX places_at (at);
