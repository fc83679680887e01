/**
 * On a `Resource` that stands for a database: the ref of that database.
 * Informative only. Who may see a database follows from the binding that is
 * written on the database itself, never from this annotation.
 *
 * @public
 */
export const ANNOTATION_DATABASE_REF = 'pgstage.io/database-ref';

/** On the same `Resource`: the provider that runs the database. @public */
export const ANNOTATION_PROVIDER = 'pgstage.io/provider';

/** On the same `Resource`: the location in that provider. @public */
export const ANNOTATION_LOCATION = 'pgstage.io/location';

/** `spec.type` of the catalog's Resource entities for databases. @public */
export const RESOURCE_TYPE_DATABASE = 'database';

/**
 * Topic on which the backend tells the rest of Backstage that a database
 * appeared, changed or went; see {@link DatabaseEvent}.
 *
 * @public
 */
export const TOPIC_DATABASES = 'postgres.databases';

/**
 * Payload of {@link TOPIC_DATABASES}. A nudge: delivery is not guaranteed, so
 * listeners read the database again and keep a full sync.
 *
 * @public
 */
export interface DatabaseEvent {
  type: 'changed' | 'removed';
  ref: string;
  /** Entity ref of the database's Resource entity, where it is bound. */
  resourceRef?: string;
  /** Id of the backend process that tells: it knows already. */
  replica?: string;
}
