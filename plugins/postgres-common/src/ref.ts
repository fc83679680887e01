import { invalidField, type InvalidFieldsError } from './errors';

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

function invalidRef(ref: string, rule: string): InvalidFieldsError {
  return invalidField('ref', `${rule}; ${JSON.stringify(ref)} does not`);
}

function decodeSegment(segment: string, ref: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw invalidRef(ref, 'must hold no broken percent-encoding');
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
  const text = `${ref.provider}:${ref.location}/${ref.name}`;
  // Half of a surrogate pair, which no encoding can carry.
  if (/\p{Cs}/u.test(text))
    throw invalidRef(text, 'must hold whole characters');
  const segments = ref.location.split('/');
  if (!PROVIDER.test(ref.provider) || segments.includes('') || !ref.name) {
    throw invalidRef(text, RULE);
  }
  return `${ref.provider}:${[...segments, ref.name]
    .map(encodeSegment)
    .join('/')}`;
}

/**
 * Reads what {@link stringifyDatabaseRef} wrote.
 *
 * @throws InvalidFieldsError where the text is not a ref.
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
    throw invalidRef(ref, RULE);
  }
  return { provider, location: segments.join('/'), name };
}
