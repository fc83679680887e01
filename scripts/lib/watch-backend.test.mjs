import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { watchBackend } from './watch-backend.mjs';

test('says once that the backend is away, and once that it is back', async () => {
  let well = true;
  const server = createServer((_, response) => {
    response.statusCode = well ? 200 : 503;
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const over = new AbortController();
  const lines = [];
  const heard = async count => {
    while (lines.length < count) await sleep(5);
  };
  const watching = watchBackend(`http://127.0.0.1:${server.address().port}`, {
    signal: over.signal,
    say: line => lines.push(line),
    patienceMs: 100,
    pauseMs: 10,
  });
  await sleep(200);
  assert.deepEqual(lines, []);
  well = false;
  await heard(1);
  await sleep(200);
  well = true;
  await heard(2);
  over.abort();
  await watching;
  assert.equal(lines.length, 2);
  assert.match(lines[0], /does not answer/);
  assert.match(lines[1], /answers again/);
  server.close();
});
