/**
 * On the `Resource` of a database: the ref of the database. Informative only: the
 * binding that is stored on the database grants rights, never this annotation.
 *
 * @public
 */
export const ANNOTATION_DATABASE_REF = 'pgstage.io/database-ref';

/** On the `Resource` of a database: the provider that runs it. @public */
export const ANNOTATION_PROVIDER = 'pgstage.io/provider';

/** On the `Resource` of a database: its location in the provider. @public */
export const ANNOTATION_LOCATION = 'pgstage.io/location';

/** `spec.type` of the `Resource` of a database. @public */
export const RESOURCE_TYPE_DATABASE = 'database';

/**
 * Topic of the events about databases that are created, changed or removed; see
 * {@link DatabaseEvent}.
 *
 * @public
 */
export const TOPIC_DATABASES = 'postgres.databases';

/**
 * Payload of {@link TOPIC_DATABASES}. Only a hint: subscribers read the database
 * again, and also read all databases regularly, because delivery is not
 * guaranteed.
 *
 * @public
 */
export interface DatabaseEvent {
  type: 'changed' | 'removed';
  ref: string;
  /** Entity ref of the `Resource` of the database; absent for a database without a binding. */
  resourceRef?: string;
  /** Id of the backend process that publishes the event, and ignores it itself. */
  replica?: string;
}
