"""Where things lie: named SQL statements, numbered migrations, and one class a database that runs them."""
