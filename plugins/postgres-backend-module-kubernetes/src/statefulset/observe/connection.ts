import {
  environmentFile,
  libpqConninfo,
  type Connection,
  type Recipe,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  chooseContext,
  contextNote,
  databaseOf,
  kubectl,
  type Login,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { StatefulSetSnapshot } from '../model';
import { observe } from './observe';

const LOCAL_PORT = 15432;

const NOT_ENCRYPTED =
  'Connections are not encrypted: the server has no certificate.';

/** Returns the variables of libpq, for a pod in any namespace of the cluster. */
function inCluster(login: Login): Recipe {
  const { endpoints, user, namespace, credentials } = login;
  return {
    id: 'application',
    title: 'From an application in the cluster',
    from: 'application',
    description:
      'Every driver and tool that is built on libpq reads these variables.',
    commands: endpoints.map(({ host, port, sslMode, purpose }) => ({
      label: purpose,
      command: environmentFile({
        PGHOST: host,
        PGPORT: `${port}`,
        PGDATABASE: databaseOf(login),
        ...(user !== undefined && { PGUSER: user }),
        PGSSLMODE: sslMode,
      }).join('\n'),
      endpoint: { host, port },
    })),
    notes: [
      `The password is in ${
        credentials?.secretRef ?? `Secret '${login.secret.name}'`
      }.`,
      NOT_ENCRYPTED,
    ],
    needs: [
      `Network policies that let the application's pods reach namespace ${namespace}`,
    ],
  };
}

/** Returns the commands for a laptop, each service in turn. */
function fromLaptop(login: Login): Recipe {
  const { endpoints, user, namespace, secret } = login;
  const conninfo = libpqConninfo({
    host: 'localhost',
    port: LOCAL_PORT,
    dbname: databaseOf(login),
    user,
    sslmode: 'disable',
    connect_timeout: 10,
  });
  const read = kubectl(login, 'get', 'secret', secret.name ?? '');
  return {
    id: 'port-forward',
    title: 'From a laptop by kubectl port-forward',
    from: 'laptop',
    commands: [
      chooseContext,
      ...endpoints.map(({ host, port, purpose }) => ({
        label: `port-forward, ${purpose}`,
        command: kubectl(
          login,
          'port-forward',
          `svc/${host.split('.')[0]}`,
          `${LOCAL_PORT}:${port}`,
        ),
        endpoint: { host, port },
        localPort: LOCAL_PORT,
      })),
      {
        label: 'psql',
        command: `PGPASSWORD="$(${read} -o jsonpath='{.data.password}' | base64 -d)" psql '${conninfo}'`,
      },
    ],
    notes: [
      contextNote(login),
      'Leave the port-forward running while you use psql in another terminal. It is encrypted up to the pod.',
    ],
    needs: [
      `Kubernetes, namespace ${namespace}: get on services, pods and Secret ${secret.name}, create on pods/portforward`,
      'kubectl and psql',
    ],
  };
}

/** Returns the section `connection`, without a secret. */
export function connectionOf(snapshot: StatefulSetSnapshot): Connection {
  const { key, cluster } = snapshot;
  const { namespace, record } = cluster;
  const { endpoints, database, owner, login, facts } = observe(snapshot);
  const shown = { endpoints, database, credentials: record.credentials };
  const all: Login = {
    ...shown,
    user: owner,
    cluster: key.cluster,
    namespace,
    name: key.name,
    secret: login,
    authority: '',
    instances: facts.instances,
  };
  return {
    ...shown,
    user: record.binding && owner,
    recipes: [inCluster(all), fromLaptop(all)],
  };
}
