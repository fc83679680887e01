/** Whether new transactions of everybody read only, not those of our role or database alone. */
export const READ_ONLY = `EXISTS (
  SELECT FROM pg_settings WHERE name = 'default_transaction_read_only' AND setting = 'on'
     AND source NOT IN ('database', 'user', 'database user', 'client', 'session'))`;
