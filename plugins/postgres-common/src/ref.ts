import { InputError } from '@backstage/errors';

/**
 * The parts of a database's address, decoded.
 *
 * `location` is where in a provider the database lives: a server id, an
 * account and region, a cluster and namespace. Its segments are separated by `/`.
 *
 * @public
 */
export interface DatabaseRef {
  provider: string;
  location: string;
  name: string;
}

const PROVIDER = /^[a-z][a-z0-9-]*$/;
const RULE =
  "must look like '<provider>:<location>/<name>', for example 'server:main/orders'";

// A segment of dots alone would be resolved away by anything that treats a ref as a path.
function encodeSegment(segment: string): string {
  return /^\.+$/.test(segment)
    ? segment.replace(/\./g, '%2E')
    : encodeURIComponent(segment);
}

function decodeSegment(segment: string, ref: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new InputError(`ref '${ref}' holds a broken percent-encoding`);
  }
}

/**
 * Writes a database's address as `<provider>:<location>/<name>`. Characters
 * that would make it ambiguous are percent-encoded, so any name that a server
 * allows survives the way there and back.
 *
 * @public
 */
export function stringifyDatabaseRef(ref: DatabaseRef): string {
  const segments = ref.location.split('/');
  if (!PROVIDER.test(ref.provider) || segments.includes('') || !ref.name) {
    throw new InputError(`ref ${JSON.stringify(ref)} ${RULE}`);
  }
  return `${ref.provider}:${[...segments, ref.name]
    .map(encodeSegment)
    .join('/')}`;
}

/**
 * Reads what {@link stringifyDatabaseRef} wrote.
 *
 * @throws InputError where the text is not a ref.
 * @public
 */
export function parseDatabaseRef(ref: string): DatabaseRef {
  const colon = ref.indexOf(':');
  const provider = ref.slice(0, colon);
  const segments = ref
    .slice(colon + 1)
    .split('/')
    .map(segment => decodeSegment(segment, ref));
  const name = segments.pop();
  const ambiguous = segments.some(segment => !segment || segment.includes('/'));
  if (!PROVIDER.test(provider) || !name || !segments.length || ambiguous) {
    throw new InputError(`ref '${ref}' ${RULE}`);
  }
  return { provider, location: segments.join('/'), name };
}
