import { eventually } from './eventually';
import type { ExampleBackend } from './startBackend';

/** Settings of a backend for API tests: only this server, and all optional features. */
export const apiSettings = {
  APP_CONFIG_postgres_kubernetes_useKubeconfig: 'false',
  APP_CONFIG_postgres_reveal_enabled: 'true',
};

/** A response of the API, with its part of the OpenAPI document. */
export interface Answer {
  status: number;
  body: any;
}

/** Calls the API of the plugin according to its document, by the names of its operations. */
export async function apiCaller({ port, token }: ExampleBackend) {
  const base = `http://127.0.0.1:${port}/api/postgres`;

  async function send(
    method: string,
    path: string,
    { as = token, ...init }: RequestInit & { as?: string } = {},
  ): Promise<Answer> {
    const response = await fetch(`${base}${path}`, {
      method,
      ...init,
      headers: {
        'Content-Type': 'application/json',
        ...(as && { Authorization: `Bearer ${as}` }),
        ...init.headers,
      },
    });
    const text = await response.text();
    return {
      status: response.status,
      body: text ? JSON.parse(text) : undefined,
    };
  }

  const document = (await send('GET', '/openapi.json')).body;
  const operations = new Map(
    Object.entries<object>(document.paths).flatMap(([path, methods]) =>
      Object.entries<{ operationId: string }>(methods as never).map(
        ([method, { operationId }]) =>
          [operationId, { path, method: method.toUpperCase() }] as const,
      ),
    ),
  );

  /** Calls an operation of the document. */
  async function call(
    id: string,
    {
      ref = '',
      query = '',
      body,
    }: { ref?: string; query?: string; body?: unknown } = {},
    as?: string,
  ) {
    const operation = operations.get(id);
    if (!operation) throw new Error(`The document has no call ${id}`);
    const path = operation.path.replace('{ref}', encodeURIComponent(ref));
    return send(operation.method, `${path}${query}`, {
      body: body === undefined ? undefined : JSON.stringify(body),
      ...(as && { as }),
    });
  }

  /** Waits for an entity with its owner, because the catalog reads its files after the start. */
  async function untilOwned(entityRef: string): Promise<void> {
    const query = `?entityRef=${entityRef}`;
    await eventually(
      entityRef,
      async () => (await call('getQuotas', { query })).body.owner,
    );
  }

  return { document, operations, send, call, untilOwned };
}
