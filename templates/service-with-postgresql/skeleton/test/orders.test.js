import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createApp } from '../src/app.js';
import { prepare } from '../src/orders.js';
import { createPool } from '../src/pool.js';

// Runs against the database of the environment, like the service itself.
const pool = await createPool({ max: 2 });
const server = createApp(pool);
let url;

before(async () => {
  await prepare(pool);
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${server.address().port}`;
});

after(async () => {
  server.close();
  await pool.end();
});

test('an order is kept', async () => {
  const posted = await fetch(`${url}/orders`, {
    method: 'POST',
    body: JSON.stringify({ item: 'tea' }),
  });
  assert.equal(posted.status, 201);
  const order = await posted.json();
  const listed = await (await fetch(`${url}/orders`)).json();
  assert.deepEqual(listed.find(({ id }) => id === order.id), order);
});

test('an order needs an item', async () => {
  const posted = await fetch(`${url}/orders`, { method: 'POST', body: '{}' });
  assert.equal(posted.status, 400);
});
