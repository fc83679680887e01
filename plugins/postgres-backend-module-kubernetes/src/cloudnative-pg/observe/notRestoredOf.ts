import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import {
  items,
  sentences,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { message } from '../messages';
import { BARMAN_PLUGIN, type CloudNativePgSnapshot } from '../model';

/** Lists where the Cluster names an existing volume, or a source for its volumes. */
function fixedVolumes({ spec }: CloudNativePgSnapshot['cluster']): Message[] {
  const { storage, walStorage, tablespaces = [] } = spec;
  const fieldsOf = (own: typeof storage) =>
    Object.keys(own?.pvcTemplate ?? {}).join(', ');
  const named = (volume: string, own: typeof storage) => {
    const fields = fieldsOf(own);
    return fields ? [message('volumeNotCopied', { fields, volume })] : [];
  };
  return [
    ...named('storage', storage),
    ...named('walStorage', walStorage),
    ...tablespaces.flatMap(({ name: tablespace, storage: own }) => {
      const fields = fieldsOf(own);
      return fields
        ? [message('tablespaceNotCopied', { fields, tablespace })]
        : [];
    }),
  ];
}

/** Describes what a restored copy lacks of its source. Undefined if nothing is missing. */
export function notRestoredOf({
  cluster,
}: CloudNativePgSnapshot): Message | undefined {
  const { managed, superuserSecret, replica, certificates, plugins } =
    cluster.spec;
  const unsupported = (plugins ?? [])
    .map(({ name }) => name)
    .filter(name => name !== BARMAN_PLUGIN);
  const services = (managed?.services?.additional ?? []).flatMap(
    ({ serviceTemplate }) => serviceTemplate?.metadata?.name ?? [],
  );
  const notCopied = items(
    services.length
      ? message('servicesNotCopied', { names: services.join(', ') })
      : undefined,
    superuserSecret &&
      message('superuserNotCopied', { secret: superuserSecret.name }),
    replica && message('replicationNotCopied'),
    ...fixedVolumes(cluster),
    unsupported.length
      ? message('pluginsNotCopied', { names: unsupported.join(', ') })
      : undefined,
  );
  const secret = certificates?.serverTLSSecret;
  return sentences(
    notCopied && message('notCopied', { items: notCopied }),
    secret ? message('certificateCopied', { secret }) : undefined,
  );
}
