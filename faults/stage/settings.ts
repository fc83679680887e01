import { join } from 'node:path';
import type { JsonObject } from '@backstage/types';

const entities = join(__dirname, '../../examples/entities');

/** Where the backend and its parts are. */
export interface Addresses {
  port: number;
  /** Backstage's own database, which is never broken. */
  database: { host: string; port: number; user: string; password: string };
  /** Of the proxy to the catalog. */
  catalogPort: number;
}

/**
 * Returns the configuration of a backend with the defaults of production. Only
 * other plugins reach the catalog through the proxy.
 */
export function settingsOf(
  { port, database, catalogPort }: Addresses,
  postgres: JsonObject,
): JsonObject {
  const url = `http://127.0.0.1:${port}`;
  return {
    app: { baseUrl: url },
    backend: {
      baseUrl: url,
      listen: { host: '127.0.0.1', port },
      database: { client: 'pg', connection: database },
    },
    discovery: {
      endpoints: [
        {
          target: `http://127.0.0.1:${catalogPort}/api/{{pluginId}}`,
          plugins: ['catalog'],
        },
      ],
    },
    auth: { environment: 'development', providers: { guest: {} } },
    catalog: {
      rules: [{ allow: ['Component', 'System', 'Resource', 'User', 'Group'] }],
      locations: ['org.yaml', 'shop.yaml'].map(file => ({
        type: 'file',
        target: join(entities, file),
      })),
    },
    postgres,
  };
}
