import type { CredentialStore } from '@pgstage/backstage-plugin-postgres-node';
import { Client } from 'pg';

/** The socket of a client of node-postgres. */
type WithStream = { connection: { stream: { destroy(): void } } };

/**
 * Simulates a process that is killed before the `step`th call to the server or the
 * store: this call and all following ones are not sent, and connections break.
 */
export function crashAtStep(step: number, store: CredentialStore) {
  let steps = 0;
  const isKilled = () => (steps += 1) >= step;
  const original: (...args: unknown[]) => unknown = Client.prototype.query;
  const spy = jest
    .spyOn(Client.prototype, 'query')
    .mockImplementation(function query(this: Client, ...args: unknown[]) {
      if (isKilled()) {
        (this as unknown as WithStream).connection.stream.destroy();
        return Promise.reject(new Error('killed')) as never;
      }
      return original.apply(this, args) as never;
    });
  const guarded =
    <Args extends unknown[], T>(call: (...args: Args) => Promise<T>) =>
    async (...args: Args) => {
      if (isKilled()) throw new Error('killed');
      return call.apply(store, args);
    };
  return {
    store: {
      id: store.id,
      write: guarded(store.write),
      find: guarded(store.find),
      read: guarded(store.read),
      remove: guarded(store.remove),
    } satisfies CredentialStore,
    restore: () => spy.mockRestore(),
    reached: () => steps >= step,
  };
}
