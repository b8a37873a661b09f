"""What outlives a run: editors' decisions and the articles they brought. SQLite by default, PostgreSQL by address."""
