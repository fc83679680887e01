import {
  ANNOTATION_LOCATION as ANNOTATION_MANAGED_BY_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  EntityPolicies,
  FieldFormatEntityPolicy,
  NoForeignRootFieldsEntityPolicy,
  SchemaValidEntityPolicy,
  parseEntityRef,
  resourceEntityV1alpha1Validator,
  type ResourceEntity,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  ANNOTATION_DATABASE_REF,
  ANNOTATION_LOCATION,
  ANNOTATION_PROVIDER,
  RESOURCE_TYPE_DATABASE,
  type Binding,
  type Database,
  type DatabaseView,
} from '@pgstage/backstage-plugin-postgres-common';

/** A bound database: only these have an entity. */
export type BoundDatabase = Database &
  Pick<DatabaseView, 'dangling'> & { binding: Binding };

/** @see BoundDatabase */
export const isBound = (database: Database): database is BoundDatabase =>
  database.binding !== undefined;

/** The validations of the catalog that work without it. */
const policy = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

/**
 * Returns the Resource entity of a database.
 *
 * @throws InputError if the catalog would reject it.
 */
export async function toEntity(
  database: BoundDatabase,
): Promise<ResourceEntity> {
  const { ref, provider, location, name, binding, dangling = [] } = database;
  const withState = (state: 'gone' | 'replaced') =>
    dangling.flatMap(each => (each.state === state ? each.entityRef : []));
  const [gone, replaced] = [withState('gone'), withState('replaced')];
  const {
    kind,
    namespace,
    name: resourceName,
  } = parseEntityRef(binding.resourceRef);
  if (kind.toLocaleLowerCase('en-US') !== 'resource') {
    throw new InputError(`'${binding.resourceRef}' is not a Resource`);
  }
  [binding.owner, ...binding.entityRefs].forEach(entityRef =>
    parseEntityRef(entityRef),
  );

  const managedBy = `postgres:${ref}`;
  const entity: ResourceEntity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      namespace,
      name: resourceName,
      title: `PostgreSQL ${name}`,
      description: [
        `PostgreSQL database ${database.database} at ${provider}:${location}`,
        ...gone.map(
          entityRef => `its ${entityRef} no longer exists in the catalog`,
        ),
      ].join('; '),
      annotations: {
        [ANNOTATION_MANAGED_BY_LOCATION]: managedBy,
        [ANNOTATION_ORIGIN_LOCATION]: managedBy,
        [ANNOTATION_DATABASE_REF]: ref,
        [ANNOTATION_PROVIDER]: provider,
        [ANNOTATION_LOCATION]: location,
      },
      tags: ['postgresql', provider],
    },
    spec: {
      type: RESOURCE_TYPE_DATABASE,
      owner: binding.owner,
      // An entity that only has the name of a bound one does not use the database.
      dependencyOf: binding.entityRefs.filter(
        entityRef => !replaced.includes(entityRef.toLocaleLowerCase('en-US')),
      ),
    },
  };
  await policy.enforce(entity);
  await resourceEntityV1alpha1Validator.check(entity);
  return entity;
}
