import { ResponseError } from '@backstage/errors';
import { databaseOperations, type OperationCalls } from '../operations';
import type { OperationDefinition } from '../operationDefinition';
import type { PostgresApi } from './api';
import { explainHost } from './explainHost';

/**
 * Sends a request to the plugin. `path` starts with `/` and is relative to the
 * base URL of the plugin.
 *
 * @public
 */
export type PostgresTransport<O> = (
  path: string,
  init: { method: string; headers?: Record<string, string>; body?: string },
  options: O | undefined,
) => Promise<Response>;

type Query = Record<string, string | number | boolean | undefined>;

/** The operations of {@link databaseOperations}. @public */
export interface PostgresClient<O> extends OperationCalls<O> {}

/** {@link PostgresApi} over HTTP. @public */
export class PostgresClient<O> implements PostgresApi<O> {
  readonly #transport: PostgresTransport<O>;

  constructor(transport: PostgresTransport<O>) {
    this.#transport = transport;
    for (const operation of Object.values(databaseOperations))
      Object.assign(this, { [operation.call]: this.#calling(operation) });
  }

  listProviders: PostgresApi<O>['listProviders'] = options =>
    this.#request('GET', '/providers', { options });

  getQuotas: PostgresApi<O>['getQuotas'] = (query, options) =>
    this.#request('GET', '/quotas', { query, options });

  listDatabases: PostgresApi<O>['listDatabases'] = (filter, options) =>
    this.#request('GET', '/databases', { query: filter, options });

  getDatabase: PostgresApi<O>['getDatabase'] = (ref, wait, options) =>
    this.#request('GET', at(ref), { query: wait, options });

  createDatabase: PostgresApi<O>['createDatabase'] = (
    { dryRun, ...body },
    options,
  ) =>
    this.#request('POST', '/databases', { query: { dryRun }, body, options });

  confirmBindings: PostgresApi<O>['confirmBindings'] = (body, options) =>
    this.#request('POST', '/bindings/confirm', { body, options });

  renderManifests: PostgresApi<O>['renderManifests'] = (body, options) =>
    this.#request('POST', '/manifests', { body, options });

  getConnection: PostgresApi<O>['getConnection'] = (ref, options) =>
    this.#request('GET', at(ref, '/connection'), { options });

  getHealth: PostgresApi<O>['getHealth'] = (ref, options) =>
    this.#request('GET', at(ref, '/health'), { options });

  getBackups: PostgresApi<O>['getBackups'] = (ref, options) =>
    this.#request('GET', at(ref, '/backups'), { options });

  #calling({ method, path, input, answers }: OperationDefinition) {
    return async (ref: string, ...args: unknown[]) => {
      const [request, options] = input ? args : [undefined, ...args];
      const response = await this.#send(method, at(ref, path), {
        [method === 'DELETE' ? 'query' : 'body']: request,
        options: options as O | undefined,
      });
      return answers === 'nothing' ? undefined : response.json();
    };
  }

  async #request<T>(method: string, path: string, call: Call<O>): Promise<T> {
    const response = await this.#send(method, path, call);
    return (await response.json()) as T;
  }

  async #send(method: string, path: string, { query, body, options }: Call<O>) {
    const response = await this.#transport(
      `${path}${stringifyQuery(query)}`,
      body === undefined
        ? { method }
        : {
            method,
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify(body),
          },
      options,
    );
    if (!response.ok)
      throw explainHost(await ResponseError.fromResponse(response), method);
    return response;
  }
}

interface Call<O> {
  query?: Query;
  body?: unknown;
  options?: O;
}

function at(ref: string, path: string = ''): string {
  return `/databases/${encodeURIComponent(ref)}${path}`;
}

function stringifyQuery(query: Query = {}): string {
  const parameters = Object.entries(query).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)]],
  );
  return parameters.length ? `?${new URLSearchParams(parameters)}` : '';
}
