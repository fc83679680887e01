import { BARMAN_PLUGIN, type CloudNativePgSnapshot } from '../model';

/** Where the Cluster names a volume of its own, or what its volumes begin with. */
function fixedVolumes({ spec }: CloudNativePgSnapshot['cluster']): string[] {
  const { storage, walStorage, tablespaces = [] } = spec;
  const all = [
    ['storage', storage] as const,
    ['walStorage', walStorage] as const,
    ...tablespaces.map(
      ({ name, storage: own }) => [`tablespace ${name}`, own] as const,
    ),
  ];
  return all.flatMap(([of, own]) => {
    const fields = Object.keys(own?.pvcTemplate ?? {});
    return fields.length
      ? [`${fields.join(' and ')} in the pvcTemplate of ${of}`]
      : [];
  });
}

/** What a restored copy does not have of its source; undefined where it has all. */
export function notRestoredOf({
  cluster,
}: CloudNativePgSnapshot): string | undefined {
  const { managed, superuserSecret, replica, certificates, plugins } =
    cluster.spec;
  const strange = (plugins ?? []).filter(({ name }) => name !== BARMAN_PLUGIN);
  const services = (managed?.services?.additional ?? []).flatMap(
    ({ serviceTemplate }) => serviceTemplate?.metadata?.name ?? [],
  );
  const left = [
    services.length && `the services ${services.join(', ')}`,
    superuserSecret &&
      `the superuser's password of Secret '${superuserSecret.name}': it gets one of its own`,
    replica && 'replication from another cluster',
    ...fixedVolumes(cluster),
    strange.length &&
      `the plugins ${strange.map(({ name }) => name).join(', ')}`,
  ].filter(Boolean);
  const words = [
    left.length && `Not copied: ${left.join('; ')}.`,
    certificates?.serverTLSSecret &&
      `The certificate in Secret '${certificates.serverTLSSecret}' is copied: for sslmode verify-full it must hold the new database's host as well.`,
  ].filter(Boolean);
  return words.length ? words.join(' ') : undefined;
}
