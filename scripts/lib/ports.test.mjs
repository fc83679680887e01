import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { assertPortFree, freePorts, portFrom } from './ports.mjs';

test('reads a port, or reports the invalid variable', () => {
  assert.equal(portFrom('X_PORT', 3000, {}), 3000);
  assert.equal(portFrom('X_PORT', 3000, { X_PORT: '3001' }), 3001);
  assert.throws(() => portFrom('X_PORT', 3000, { X_PORT: '70000' }), {
    message: 'X_PORT must be a port from 1 to 65535, not "70000".',
  });
});

test('reports the used port and the variable that sets another one', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  const wanted = { port, variable: 'X_PORT', what: 'the app' };

  await assert.rejects(assertPortFree(wanted), {
    message: `Port ${port}, which the app needs, is taken by another program: stop that program, or choose another port with X_PORT.`,
  });

  const freed = assertPortFree(wanted, { waitSeconds: 60 });
  server.close();
  await freed;
});

test('returns other ports, all of them, if one is in use', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  const [first, second] = await freePorts([port - 1, port]);
  assert.ok(first >= port + 9);
  assert.equal(second, first + 1);
  server.close();
});
