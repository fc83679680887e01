/** Whether new transactions are read-only by default for all roles and databases, not only for our own. */
export const READ_ONLY = `EXISTS (
  SELECT FROM pg_settings WHERE name = 'default_transaction_read_only' AND setting = 'on'
     AND source NOT IN ('database', 'user', 'database user', 'client', 'session'))`;
