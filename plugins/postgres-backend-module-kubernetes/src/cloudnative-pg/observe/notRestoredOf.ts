import type { FoundDatabase } from '../model';

/** What a restored copy does not have of its source; undefined where it has all. */
export function notRestoredOf({ cluster }: FoundDatabase): string | undefined {
  const { managed, superuserSecret, replica, certificates } = cluster.spec;
  const services = (managed?.services?.additional ?? []).flatMap(
    ({ serviceTemplate }) => serviceTemplate?.metadata?.name ?? [],
  );
  const left = [
    services.length && `the services ${services.join(', ')}`,
    superuserSecret &&
      `the superuser's password of Secret '${superuserSecret.name}': it gets one of its own`,
    replica && 'replication from another cluster',
  ].filter(Boolean);
  const words = [
    left.length && `Not copied: ${left.join('; ')}.`,
    certificates?.serverTLSSecret &&
      `The certificate in Secret '${certificates.serverTLSSecret}' is copied: for sslmode verify-full it must hold the new database's host as well.`,
  ].filter(Boolean);
  return words.length ? words.join(' ') : undefined;
}
