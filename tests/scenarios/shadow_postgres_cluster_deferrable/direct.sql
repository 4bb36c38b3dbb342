-- The rows change places.
SELECT 1;
