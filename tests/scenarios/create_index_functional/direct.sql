CREATE INDEX contacts_lower ON contacts (lower(email), n DESC);
