-- The second wall: what is told to whom, as the database knows it. All of it follows from the one table in Python, and from
-- what a transaction has been handed down of who asks. Nothing here is ever written by hand.
CREATE SCHEMA IF NOT EXISTS sight AUTHORIZATION {owner};
ALTER SCHEMA sight OWNER TO {owner};
GRANT USAGE ON SCHEMA sight TO {reader}, {projector};
