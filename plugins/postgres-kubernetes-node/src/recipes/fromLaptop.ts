import type { Recipe } from '@pgstage/backstage-plugin-postgres-common';
import { POSTGRES_PORT } from '../model/podKind';
import { forEach, inside, kubectl, psql, serviceOf, type Login } from './login';

/** Not 5432, which a local PostgreSQL may use. */
const LOCAL_PORT = 15432;
/** Only the user knows the name of the cluster in their kubeconfig. */
const CONTEXT = 'CONTEXT';

/** First command of every recipe for a laptop. @public */
export const chooseContext = {
  label: 'choose the Kubernetes cluster',
  command: `kubectl config use-context ${CONTEXT}`,
};

/** Explains the placeholder of the context. @public */
export function contextNote({ cluster }: Login): string {
  return `Replace ${CONTEXT} with the context of the cluster '${cluster}' in your kubeconfig; 'kubectl config get-contexts' lists the contexts. The other commands use that cluster.`;
}

const TUNNEL_NOTES = [
  'Leave the port-forward running while you use psql in another terminal. It restarts automatically when its pod ends, for example in a failover; open sessions are then lost. Ctrl-C stops it.',
  "Through localhost the name in the server's certificate cannot match: sslmode require encrypts, verify-ca checks the authority as well, verify-full fails.",
  `If port ${LOCAL_PORT} is in use on your machine, use another one in both commands.`,
];

const loginNeeds = ({ namespace, secret }: Login) => [
  'kubectl and psql',
  secret.none === undefined
    ? `Kubernetes, namespace ${namespace}: get on Secret ${secret.name}; without it, omit PGPASSWORD, and psql prompts for the password`
    : 'user and password of a role',
];

const tunnelNeeds = (login: Login) => [
  `Kubernetes, namespace ${login.namespace}: get on services and pods, create on pods/portforward`,
  ...loginNeeds(login),
];

const TUNNEL = { host: 'localhost', port: LOCAL_PORT };

function forward(login: Login, to: string, port: number): string {
  // Ctrl-C ends kubectl without an error, and with it the loop.
  return `until ${kubectl(
    login,
    'port-forward',
    to,
    `${LOCAL_PORT}:${port}`,
  )}; do sleep 1; done`;
}

/** Returns the recipe for a Service, by default that of the primary. */
export function portForward(login: Login): Recipe | undefined {
  const services = inside(login);
  if (!services.length) return undefined;
  return {
    id: 'port-forward',
    title: 'From a laptop by kubectl port-forward',
    from: 'laptop',
    commands: [
      chooseContext,
      ...forEach(services, 'port-forward', endpoint =>
        forward(login, `svc/${serviceOf(endpoint)}`, endpoint.port),
      ).map(command => ({ ...command, localPort: LOCAL_PORT })),
      { label: 'psql', command: psql(login, TUNNEL) },
    ],
    notes: [contextNote(login), ...TUNNEL_NOTES],
    needs: tunnelNeeds(login),
  };
}

/** One instance by name: a service of several would pick any. */
export function portForwardInstance(login: Login): Recipe | undefined {
  const { instances } = login;
  if (instances.length < 2) return undefined;
  return {
    id: 'port-forward-instance',
    title: 'One instance from a laptop by kubectl port-forward',
    from: 'laptop',
    commands: [
      chooseContext,
      ...instances.map(({ name, role }) => ({
        label: `port-forward to ${name} (${role})`,
        command: forward(login, `pod/${name}`, POSTGRES_PORT),
      })),
      { label: 'psql', command: psql(login, TUNNEL) },
    ],
    notes: [
      'Standbys refuse writes. Which instance is the primary changes with a failover or a switchover.',
      contextNote(login),
      ...TUNNEL_NOTES,
    ],
    needs: tunnelNeeds(login),
  };
}

/** Returns the recipe for Services with an address outside the cluster. */
export function direct(login: Login): Recipe | undefined {
  const outside = login.endpoints.filter(endpoint => !serviceOf(endpoint));
  if (!outside.length) return undefined;
  return {
    id: 'laptop-direct',
    title: 'From a laptop that reaches the service',
    from: 'laptop',
    commands: [
      chooseContext,
      ...forEach(outside, 'psql', endpoint => psql(login, endpoint)),
    ],
    notes: [contextNote(login)],
    needs: [
      `Network access to ${outside.map(({ host }) => host).join(', ')}`,
      ...loginNeeds(login),
    ],
  };
}
