import { BARMAN_PLUGIN, type CloudNativePgSnapshot } from '../model';

/** Lists where the Cluster names an existing volume, or a source for its volumes. */
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

/** Describes what a restored copy lacks of its source. Undefined if nothing is missing. */
export function notRestoredOf({
  cluster,
}: CloudNativePgSnapshot): string | undefined {
  const { managed, superuserSecret, replica, certificates, plugins } =
    cluster.spec;
  const unsupported = (plugins ?? []).filter(
    ({ name }) => name !== BARMAN_PLUGIN,
  );
  const services = (managed?.services?.additional ?? []).flatMap(
    ({ serviceTemplate }) => serviceTemplate?.metadata?.name ?? [],
  );
  const notCopied = [
    services.length && `the services ${services.join(', ')}`,
    superuserSecret &&
      `the superuser password in Secret '${superuserSecret.name}', because the copy gets its own`,
    replica && 'replication from another cluster',
    ...fixedVolumes(cluster),
    unsupported.length &&
      `the plugins ${unsupported.map(({ name }) => name).join(', ')}`,
  ].filter(Boolean);
  const sentences = [
    notCopied.length && `Not copied: ${notCopied.join('; ')}.`,
    certificates?.serverTLSSecret &&
      `The certificate in Secret '${certificates.serverTLSSecret}' is copied: for sslmode verify-full, it must also include the host of the new database.`,
  ].filter(Boolean);
  return sentences.length ? sentences.join(' ') : undefined;
}
