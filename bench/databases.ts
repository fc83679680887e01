import type { Entity } from '@backstage/catalog-model';

/** Databases of one team are in one namespace. */
const TEAMS = 20;

/** The name of the Kubernetes cluster, in both plugins' configuration. */
export const CLUSTER = 'bench';

/** Who looks, and owns the databases of one team. */
export const USER = 'user:default/ada';

/** Of all databases. */
export const NAMESPACES = Array.from(
  { length: TEAMS },
  (_, team) => `team-${team}`,
);

/** The nth database: the same in the cluster, in the catalog and in questions. */
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

/** What the catalog knows that component by. */
export const uidAt = (index: number) => `component-${index}`;

/** The component that uses the nth database, as the peer needs it annotated. */
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

/** What the catalog holds: a component for each database, and the user. */
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
