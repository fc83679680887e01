import { connectClient } from './connectClient';
import { startTestPostgres } from './testPostgres';

it('survives a stop of the server, and reports it at the next query', async () => {
  const demo = await startTestPostgres({ standby: false, archive: false });
  try {
    const client = await connectClient({
      ...demo.primary,
      ...demo.admin,
      database: 'postgres',
    });
    const ended = new Promise(resolve => client.once('end', resolve));
    await demo.stopPrimary();
    await ended;
    await expect(client.query('SELECT 1')).rejects.toThrow(/not queryable/);
  } finally {
    await demo.remove();
  }
}, 60_000);
