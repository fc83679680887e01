import type { Cluster } from '../cluster';

const WRITES = ['create', 'patch', 'apply', 'delete'];

/** Allows this many writes to a cluster, and then fails like a process that was killed. @public */
export function killedAfter(writes: number): (cluster: Cluster) => Cluster {
  let left = writes;
  return cluster => {
    const client = new Proxy(cluster.client, {
      get(target, property) {
        const value = Reflect.get(target, property, target);
        if (typeof value !== 'function') return value;
        const isWrite = WRITES.includes(`${String(property)}`);
        return (...args: unknown[]) => {
          const { dryRun } = (args.at(-1) ?? {}) as { dryRun?: boolean };
          if (isWrite && !dryRun) {
            left -= 1;
            if (left < 0) throw new Error('killed');
          }
          return value.apply(target, args);
        };
      },
    });
    return new Proxy(cluster, {
      get(target, property) {
        if (property === 'client') return client;
        const value = Reflect.get(target, property, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  };
}
