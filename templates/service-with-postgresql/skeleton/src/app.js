import { createServer } from 'node:http';
import * as orders from './orders.js';

const MAX_BODY = 10_000;

async function readJson(request) {
  let body = '';
  for await (const chunk of request) {
    body += chunk;
    if (body.length > MAX_BODY) return undefined;
  }
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

async function answer(pool, request) {
  const { pathname } = new URL(request.url, 'http://localhost');
  if (pathname === '/healthz') {
    await pool.query('SELECT 1');
    return [200, { status: 'ok' }];
  }
  if (pathname !== '/orders') return [404, { error: 'There is only /orders' }];
  if (request.method === 'GET') return [200, await orders.list(pool)];
  if (request.method !== 'POST') return [405, { error: 'Use GET or POST' }];
  const item = (await readJson(request))?.item;
  if (typeof item !== 'string' || !item) {
    return [400, { error: 'item must be a text that is not empty' }];
  }
  return [201, await orders.add(pool, item)];
}

/** The HTTP server over a pool of connections. */
export function createApp(pool) {
  return createServer(async (request, response) => {
    let result;
    try {
      result = await answer(pool, request);
    } catch (error) {
      console.error(error);
      result = [503, { error: 'The database does not respond' }];
    }
    response.writeHead(result[0], { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(result[1]));
  });
}
