import type {
  Endpoint,
  Recipe,
} from '@pgstage/backstage-plugin-postgres-common';
import { chooseContext, contextNote } from './fromLaptop';
import {
  containerEnvironment,
  forEach,
  kubectl,
  secretNote,
  serviceOf,
  type Login,
} from './login';

/** Returns the recipe for psql in a temporary pod. It needs no psql on the laptop. */
export function clientPod(login: Login): Recipe | undefined {
  const { client, namespace, name, endpoints } = login;
  if (!client) return undefined;
  const { image, user } = client;
  const container = (endpoint: Endpoint) => ({
    name: 'psql',
    image,
    command: ['psql'],
    stdin: true,
    tty: true,
    env: containerEnvironment(login, {
      ...endpoint,
      host: serviceOf(endpoint) ?? endpoint.host,
    }),
    securityContext: {
      runAsNonRoot: true,
      runAsUser: user,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    },
  });
  const run = (endpoint: Endpoint) => {
    const spec = { containers: [container(endpoint)] };
    return kubectl(
      login,
      ...['run', '--rm', '-it', '--restart=Never', '--image', image],
      ...['--overrides', JSON.stringify({ spec })],
    );
  };
  return {
    id: 'client-pod',
    title: 'From a temporary pod in the cluster',
    from: 'laptop',
    description:
      'Runs psql of the same version as the server, in the namespace of the database.',
    commands: [
      chooseContext,
      // The process id of the shell avoids conflicts of two users.
      ...forEach(
        endpoints,
        'psql',
        endpoint => `${run(endpoint)} ${name}-psql-$$`,
      ),
    ],
    notes: [
      contextNote(login),
      login.secret.none === undefined
        ? 'The pod reads the password from the Secret: neither the command nor the spec of the pod contains it.'
        : secretNote(login),
      'The pod is deleted when psql ends; after a lost connection delete it yourself.',
    ],
    needs: [
      'kubectl',
      `Kubernetes, namespace ${namespace}: create, get, list, watch and delete on pods, create on pods/attach`,
    ],
  };
}
