import { createApp } from './app.js';
import { prepare } from './orders.js';
import { createPool } from './pool.js';

const pool = await createPool({ max: 5 });
// A connection that breaks while idle is replaced by the pool.
pool.on('error', error => console.error(error.message));

try {
  await prepare(pool);
} catch (error) {
  const { PGHOST = 'localhost', PGPORT = 5432 } = process.env;
  console.error(
    `No login to the database at ${PGHOST}:${PGPORT}: ${
      error.message || error.code
    }. README.md explains how to set it.`,
  );
  process.exit(1);
}
const server = createApp(pool).listen(Number(process.env.PORT ?? 8080), () => {
  console.log(`Listening on port ${server.address().port}`);
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    server.close(() => pool.end());
  });
}
