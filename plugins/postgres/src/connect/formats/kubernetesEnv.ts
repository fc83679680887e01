import {
  CA_MOUNT,
  containerText,
  libpqTls,
  libpqTlsNotes,
} from '@pgstage/backstage-plugin-postgres-common';
import type { Translate } from '../../translation';
import { KUBERNETES_STORE, describeCredentialLocation } from '../credentials';
import { literal } from '../quoting';
import { ConnectionParameters } from '../connectionParameters';
import { SnippetFormat } from './types';

const value = (name: string, text: string) => [
  `  - name: ${name}`,
  `    value: ${literal(containerText(text))}`,
];

const from = (
  name: string,
  kind: 'secretKeyRef' | 'configMapKeyRef',
  ref: string,
) => [
  `  - name: ${name}`,
  '    valueFrom:',
  `      ${kind}:`,
  `        name: ${literal(ref)}`,
  `        key: ${name}`,
];

/** Splits `cluster/namespace/name`, of which a store reports at least the name. */
function splitName(ref: string) {
  const [name, namespace, cluster] = ref.split('/').reverse();
  return { name, namespace, cluster };
}

/** A pod can only refer to objects in its own namespace. */
function placeOf(t: Translate, name: ReturnType<typeof splitName>) {
  if (!name.namespace) return [];
  const namespace = literal(name.namespace);
  const text = name.cluster
    ? t('formats.env.namespaceOfCluster', {
        namespace,
        cluster: literal(name.cluster),
      })
    : t('formats.env.namespace', { namespace });
  return [`# ${text}`];
}

/** The ConfigMap of the entry, which also holds the CA certificate. */
function configMapOf({
  credentials,
}: ConnectionParameters): string | undefined {
  return credentials?.store === KUBERNETES_STORE && credentials.configMapRef
    ? splitName(credentials.configMapRef).name
    : undefined;
}

function address(target: ConnectionParameters): string[] {
  const { sslmode, sslrootcert } = inContainer(target);
  // The ConfigMap contains only the read-write endpoint.
  const configMap = target.isDefaultEndpoint ? configMapOf(target) : undefined;
  const variable = (name: string, text: string) =>
    configMap ? from(name, 'configMapKeyRef', configMap) : value(name, text);
  return [
    ...variable('PGHOST', target.host),
    ...variable('PGPORT', String(target.port)),
    ...variable('PGDATABASE', target.database),
    ...(sslrootcert
      ? [...value('PGSSLMODE', sslmode), ...value('PGSSLROOTCERT', sslrootcert)]
      : variable('PGSSLMODE', sslmode)),
  ];
}

function inContainer({ sslMode, caFile }: ConnectionParameters) {
  return libpqTls(sslMode, caFile && `${CA_MOUNT}/${caFile}`);
}

const mounts = ({ caFile }: ConnectionParameters) =>
  caFile
    ? [
        'volumeMounts:',
        '  - name: postgres-ca',
        `    mountPath: ${literal(CA_MOUNT)}`,
      ]
    : [];

function caNotes(t: Translate, target: ConnectionParameters): string[] {
  const { caFile: file } = target;
  if (!file) return libpqTlsNotes(inContainer(target));
  const configMap = configMapOf(target);
  const command = `kubectl create configmap postgres-ca --from-file=${file}`;
  const name = configMap ?? 'postgres-ca';
  const volume = `volumes: [{ name: postgres-ca, configMap: { name: ${name} } }]`;
  return [
    ...(configMap ? [] : [t('formats.env.saveCa', { file, command })]),
    t('formats.env.volume', { volume }),
  ];
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ');

/** Environment variables of a container: names of Secret and ConfigMap, never their content. */
export const kubernetesEnv: SnippetFormat = {
  id: 'env',
  label: 'Kubernetes env',
  build(t, target) {
    const { credentials, user } = target;
    if (credentials?.store !== KUBERNETES_STORE) {
      return {
        code: [
          `# ${describeCredentialLocation(t, credentials)}`,
          `# ${t('formats.env.setPassword')}`,
          ...(credentials?.usage
            ? [
                `# ${t('formats.env.usage', {
                  usage: oneLine(credentials.usage),
                })}`,
              ]
            : []),
          'env:',
          ...address(target),
          ...(user === undefined ? [] : value('PGUSER', user)),
          ...mounts(target),
        ].join('\n'),
        notes: caNotes(t, target),
      };
    }
    const secret = splitName(credentials.secretRef);
    return {
      code: [
        ...placeOf(t, secret),
        'env:',
        ...address(target),
        ...from('PGUSER', 'secretKeyRef', secret.name),
        ...from('PGPASSWORD', 'secretKeyRef', secret.name),
        ...mounts(target),
      ].join('\n'),
      notes: caNotes(t, target),
    };
  },
};
