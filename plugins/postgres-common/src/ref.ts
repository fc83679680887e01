import { invalidField, type InvalidFieldsError } from './errors';

/**
 * The decoded parts of a ref.
 *
 * `location` is where the provider runs the database: a server, an account and
 * region, or a cluster and namespace. Its segments are separated by `/`.
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

// A segment that consists of dots would be resolved if the ref is part of a path.
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
    throw invalidRef(ref, 'must have valid percent-encoding');
  }
}

/**
 * Returns the ref `<provider>:<location>/<name>`. Percent-encodes the segments, so
 * that every name that a server allows is unambiguous.
 *
 * @public
 */
export function stringifyDatabaseRef(ref: DatabaseRef): string {
  const text = `${ref.provider}:${ref.location}/${ref.name}`;
  // An unpaired surrogate, which cannot be encoded.
  if (/\p{Cs}/u.test(text))
    throw invalidRef(text, 'must be valid Unicode text');
  const segments = ref.location.split('/');
  if (!PROVIDER.test(ref.provider) || segments.includes('') || !ref.name) {
    throw invalidRef(text, RULE);
  }
  return `${ref.provider}:${[...segments, ref.name]
    .map(encodeSegment)
    .join('/')}`;
}

/**
 * Parses a ref; the inverse of {@link stringifyDatabaseRef}.
 *
 * @throws InvalidFieldsError if the text is not a ref
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
