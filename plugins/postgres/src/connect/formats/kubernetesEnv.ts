import { KUBERNETES_STORE, whereCredentialsLie } from '../credentials';
import { literal } from '../quoting';
import { ConnectTarget } from '../target';
import { SnippetFormat } from './types';

const value = (name: string, text: string) => [
  `  - name: ${name}`,
  `    value: ${literal(text)}`,
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

/** Parts of `cluster/namespace/name`, of which a store tells at least the last. */
function splitName(ref: string) {
  const [name, namespace, cluster] = ref.split('/').reverse();
  return { name, namespace, cluster };
}

/** A pod can only name what is in its own namespace. */
function placeOf({ namespace, cluster }: ReturnType<typeof splitName>) {
  if (!namespace) return [];
  const where = cluster ? ` of the cluster ${literal(cluster)}` : '';
  return [`# In the namespace ${literal(namespace)}${where}.`];
}

function address(target: ConnectTarget): string[] {
  const { configMapRef, store } = target.credentials ?? {};
  const plain: [string, string][] = [
    ['PGHOST', target.host],
    ['PGPORT', String(target.port)],
    ['PGDATABASE', target.database],
    ['PGSSLMODE', target.sslMode],
  ];
  return plain.flatMap(([name, text]) =>
    // The ConfigMap holds the read-write endpoint alone.
    configMapRef && store === KUBERNETES_STORE && target.isDefaultEndpoint
      ? from(name, 'configMapKeyRef', splitName(configMapRef).name)
      : value(name, text),
  );
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ');

/** Environment of a container: names of Secret and ConfigMap, never their content. */
export const kubernetesEnv: SnippetFormat = {
  id: 'env',
  label: 'Kubernetes env',
  copies: 'Kubernetes env',
  build(target) {
    const { credentials, user } = target;
    if (credentials?.store !== KUBERNETES_STORE) {
      return {
        code: [
          `# ${whereCredentialsLie(credentials)}`,
          '# Give the container PGPASSWORD from there.',
          ...(credentials?.usage
            ? [`# A person uses them with: ${oneLine(credentials.usage)}`]
            : []),
          'env:',
          ...address(target),
          ...(user === undefined ? [] : value('PGUSER', user)),
        ].join('\n'),
      };
    }
    const secret = splitName(credentials.secretRef);
    return {
      code: [
        ...placeOf(secret),
        'env:',
        ...address(target),
        ...from('PGUSER', 'secretKeyRef', secret.name),
        ...from('PGPASSWORD', 'secretKeyRef', secret.name),
      ].join('\n'),
    };
  },
};
