import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configVariables } from './environment.mjs';

test('returns the variables of a configuration with their defaults', () => {
  const config = {
    app: { port: '${APP_PORT:-3000}', title: 'x', size: 3, none: null },
    servers: [{ url: 'http://${HOST}:${PORT:-1}' }],
  };
  assert.deepEqual(configVariables(config), [
    { name: 'APP_PORT', fallback: '3000', key: 'app.port' },
    { name: 'HOST', fallback: undefined, key: 'servers[].url' },
    { name: 'PORT', fallback: '1', key: 'servers[].url' },
  ]);
});
