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

// A pod can only name what is in its own namespace, so the namespace is told in a comment.
function splitName(ref: string): { namespace?: string; name: string } {
  const [name, ...namespace] = ref.split('/').reverse();
  return { name, namespace: namespace.reverse().join('/') || undefined };
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
    const { name, namespace } = splitName(credentials.secretRef);
    return {
      code: [
        ...(namespace ? [`# In the namespace ${literal(namespace)}.`] : []),
        'env:',
        ...address(target),
        ...from('PGUSER', 'secretKeyRef', name),
        ...from('PGPASSWORD', 'secretKeyRef', name),
      ].join('\n'),
    };
  },
};
