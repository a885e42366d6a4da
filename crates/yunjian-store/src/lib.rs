//! SQL and blobs: SQLite by default, PostgreSQL by URL. The only SQL in the house.
