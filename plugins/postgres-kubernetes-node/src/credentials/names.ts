import { createHash } from 'node:crypto';
import { parseDatabaseRef } from '@pgstage/backstage-plugin-postgres-common';
import type { KubernetesObject } from '../cluster';

const REF = 'pgstage.io/database-ref';
/** Refs are too long for a label and contain characters that it does not allow. */
const REF_HASH = 'pgstage.io/database-ref-hash';

export function refHash(ref: string): string {
  return createHash('sha256').update(ref).digest('hex').slice(0, 40);
}

export function refSelector(ref: string): string {
  return `${REF_HASH}=${refHash(ref)}`;
}

/** Selects the entries of all databases. */
export const entrySelector = REF_HASH;

/** Marks an object as the entry of a database. */
export function entryMetadata(ref: string) {
  return {
    labels: {
      'app.kubernetes.io/managed-by': 'pgstage',
      [REF_HASH]: refHash(ref),
    },
    annotations: { [REF]: ref },
  };
}

export function belongsTo(object: KubernetesObject, ref: string): boolean {
  return object.metadata.annotations?.[REF] === ref;
}

/** Returns the ref of the database of an entry, or undefined if pgstage did not mark the object. */
export function refOfEntry({
  metadata: { annotations, labels },
}: KubernetesObject): string | undefined {
  const ref = annotations?.[REF];
  return ref !== undefined && labels?.[REF_HASH] === refHash(ref)
    ? ref
    : undefined;
}

/**
 * Returns names to try, best first: a readable one, and a unique one.
 *
 * @public
 */
export function candidateNames(ref: string): string[] {
  const slug = parseDatabaseRef(ref)
    .name.toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
  // The name of a Service must begin with a letter.
  const name = `${/^[a-z]/.test(slug) ? slug : `db-${slug}`}-postgres`.replace(
    /-+/g,
    '-',
  );
  return [name, `${name}-${refHash(ref).slice(0, 8)}`];
}
