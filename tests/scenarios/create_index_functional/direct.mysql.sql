ALTER TABLE contacts ADD INDEX contacts_lower ((lower(email)), n DESC);
