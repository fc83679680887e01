import { ResponseError } from '@backstage/errors';
import type { DatabaseOperation } from '../model/operations';
import { databaseOperations } from '../operations';
import type { PostgresApi } from './api';
import { explainHost } from './explainHost';

/**
 * Carries a request to the plugin: `path` starts with `/` and is relative to
 * the plugin's base URL.
 *
 * @public
 */
export type PostgresTransport<O> = (
  path: string,
  init: { method: string; headers?: Record<string, string>; body?: string },
  options: O | undefined,
) => Promise<Response>;

type Query = Record<string, string | number | boolean | undefined>;

/** {@link PostgresApi} over HTTP. @public */
export class PostgresClient<O> implements PostgresApi<O> {
  readonly #transport: PostgresTransport<O>;

  constructor(transport: PostgresTransport<O>) {
    this.#transport = transport;
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

  changeDatabase: PostgresApi<O>['changeDatabase'] = (ref, body, options) =>
    this.#operate('change', ref, { body, options });

  removeDatabase: PostgresApi<O>['removeDatabase'] = async (
    ref,
    { force },
    options,
  ) => {
    const { method, path } = databaseOperations.remove;
    await this.#send(method, at(ref, path), { query: { force }, options });
  };

  bindDatabase: PostgresApi<O>['bindDatabase'] = (ref, body, options) =>
    this.#operate('bind', ref, { body, options });

  confirmBindings: PostgresApi<O>['confirmBindings'] = (body, options) =>
    this.#request('POST', '/bindings/confirm', { body, options });

  rotatePassword: PostgresApi<O>['rotatePassword'] = (ref, options) =>
    this.#operate('rotate-password', ref, { options });

  restartDatabase: PostgresApi<O>['restartDatabase'] = (ref, body, options) =>
    this.#operate('restart', ref, { body, options });

  switchoverDatabase: PostgresApi<O>['switchoverDatabase'] = (
    ref,
    body,
    options,
  ) => this.#operate('switchover', ref, { body, options });

  hibernateDatabase: PostgresApi<O>['hibernateDatabase'] = (
    ref,
    body,
    options,
  ) => this.#operate('hibernate', ref, { body, options });

  fenceDatabase: PostgresApi<O>['fenceDatabase'] = (ref, body, options) =>
    this.#operate('fence', ref, { body, options });

  removeMember: PostgresApi<O>['removeMember'] = (ref, body, options) =>
    this.#operate('remove-member', ref, { body, options });

  restoreDatabase: PostgresApi<O>['restoreDatabase'] = (ref, body, options) =>
    this.#operate('restore', ref, { body, options });

  renderManifests: PostgresApi<O>['renderManifests'] = (body, options) =>
    this.#request('POST', '/manifests', { body, options });

  getConnection: PostgresApi<O>['getConnection'] = (ref, options) =>
    this.#request('GET', at(ref, '/connection'), { options });

  getHealth: PostgresApi<O>['getHealth'] = (ref, options) =>
    this.#request('GET', at(ref, '/health'), { options });

  getBackups: PostgresApi<O>['getBackups'] = (ref, options) =>
    this.#request('GET', at(ref, '/backups'), { options });

  createBackup: PostgresApi<O>['createBackup'] = (ref, body, options) =>
    this.#operate('backup', ref, { body, options });

  revealCredentials: PostgresApi<O>['revealCredentials'] = (ref, options) =>
    this.#operate('reveal-credentials', ref, { options });

  #operate<T>(operation: DatabaseOperation, ref: string, call: Call<O>) {
    const { method, path } = databaseOperations[operation];
    return this.#request<T>(method, at(ref, path), call);
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
  const given = Object.entries(query).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)]],
  );
  return given.length ? `?${new URLSearchParams(given)}` : '';
}
