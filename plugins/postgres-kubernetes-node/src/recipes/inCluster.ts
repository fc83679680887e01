import {
  environmentFile,
  type Endpoint,
  type Recipe,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  containerEnvironment,
  environment,
  forEach,
  inside,
  secretNote,
  serviceOf,
  type Login,
} from './login';

function tlsNote({ authority }: Login): string {
  return `Connections are always encrypted. verify-full checks the server's name as well, and needs the file ca.crt of Secret '${authority}'.`;
}

/** YAML is a superset of JSON: in this form, no value is interpreted as anything else. */
function podEnvironment(login: Login, endpoint: Endpoint): string {
  const entries = containerEnvironment(login, endpoint);
  return ['env:', ...entries.map(entry => `  - ${JSON.stringify(entry)}`)].join(
    '\n',
  );
}

/** Returns the recipe for a pod in the database's namespace. */
export function sameNamespace(login: Login): Recipe {
  const { namespace } = login;
  return {
    id: 'application',
    title: `From an application in namespace ${namespace}`,
    from: 'application',
    description:
      'Every driver and tool that is built on libpq reads these variables.',
    commands: forEach(inside(login), 'container', endpoint =>
      podEnvironment(login, { ...endpoint, host: serviceOf(endpoint)! }),
    ),
    notes: [secretNote(login), tlsNote(login)],
    needs: [`Pods in namespace ${namespace}`],
  };
}

/** Only if the credentials are in another cluster: names of Services resolve only in their own. */
function farClusterNotes({
  cluster: own,
  credentials,
  endpoints,
}: Login): string[] {
  if (credentials?.store !== 'kubernetes') return [];
  const [cluster] = credentials.secretRef.split('/');
  return cluster === own
    ? []
    : [
        `They are in the cluster '${cluster}', where PGHOST ${endpoints[0].host} is not reachable unless the networks of both clusters are joined.`,
      ];
}

/** Returns where a pod of another namespace finds user and password. */
function loginNote(login: Login): string {
  const { credentials } = login;
  if (credentials)
    return `PGUSER and PGPASSWORD are in ${credentials.secretRef}.`;
  return login.secret.none === undefined
    ? 'A pod can use only Secrets of its own namespace: copy user and password there, or bind the application so that they are written there.'
    : secretNote(login);
}

/** Returns the recipe for a pod in another namespace of the same Kubernetes cluster. */
export function otherNamespace(login: Login): Recipe {
  const { endpoints, namespace, credentials } = login;
  return {
    id: 'other-namespace',
    title: 'From another namespace of the cluster',
    from: 'other-namespace',
    description:
      'Lines of a file for kubectl create configmap --from-env-file, docker --env-file or dotenv. They are not a shell script.',
    commands: [
      ...forEach(endpoints, 'environment', endpoint =>
        environmentFile(environment(login, endpoint)).join('\n'),
      ),
      ...(credentials?.usage
        ? [{ label: 'container', command: credentials.usage }]
        : []),
    ],
    notes: [loginNote(login), ...farClusterNotes(login), tlsNote(login)],
    needs: [
      `Network policies that let the application's pods reach namespace ${namespace}, port ${endpoints[0].port}`,
    ],
  };
}
