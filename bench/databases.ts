import type { Entity } from '@backstage/catalog-model';

/** The databases of a team are in one namespace. */
const TEAMS = 20;

/** Name of the Kubernetes cluster in the configuration of both plugins. */
export const CLUSTER = 'bench';

/** The user who opens the pages, and owns the databases of one team. */
export const USER = 'user:default/ada';

/** Namespaces of all databases. */
export const NAMESPACES = Array.from(
  { length: TEAMS },
  (_, team) => `team-${team}`,
);

/** Returns the nth database: the same in the cluster, in the catalog and in requests. */
export function databaseAt(index: number) {
  const name = `db-${String(index).padStart(5, '0')}`;
  const team = index % TEAMS;
  const namespace = NAMESPACES[team];
  return {
    name,
    namespace,
    owner: `group:default/team-${team}`,
    entityRef: `component:default/${name}`,
    ref: `cloudnative-pg:${CLUSTER}/${namespace}/${name}`,
  };
}

/** Uid of that component in the catalog. */
export const uidAt = (index: number) => `component-${index}`;

/** Returns the component of the nth database, with the annotations for the peer. */
export function componentAt(index: number): Entity {
  const { name, namespace, owner } = databaseAt(index);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      namespace: 'default',
      name,
      uid: uidAt(index),
      annotations: {
        'backstage.io/kubernetes-label-selector': `cnpg.io/cluster=${name}`,
        'backstage.io/kubernetes-namespace': namespace,
      },
    },
    spec: { type: 'service', lifecycle: 'production', owner },
    relations: [{ type: 'ownedBy', targetRef: owner }],
  };
}

/** Returns the entities of the catalog: a component for each database, and the user. */
export function catalogOf(count: number): Entity[] {
  const user = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { namespace: 'default', name: 'ada' },
    spec: {},
    relations: [{ type: 'memberOf', targetRef: databaseAt(0).owner }],
  };
  return [
    user,
    ...Array.from({ length: count }, (_, index) => componentAt(index)),
  ];
}
