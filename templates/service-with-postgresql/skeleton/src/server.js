import pg from 'pg';
import { createApp } from './app.js';
import { prepare } from './orders.js';

// Reads PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD (or PGPASSFILE) and PGSSLMODE.
const pool = new pg.Pool({ max: 5 });
// A connection that breaks while idle is replaced by the pool.
pool.on('error', error => console.error(error.message));

await prepare(pool);
const server = createApp(pool).listen(Number(process.env.PORT ?? 8080), () => {
  console.log(`Listening on port ${server.address().port}`);
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    server.close(() => pool.end());
  });
}
