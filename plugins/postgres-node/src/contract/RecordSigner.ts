import { createHmac, timingSafeEqual } from 'node:crypto';

/** A secret key for signatures. @public */
export interface RecordKey {
  /** Stored with each signature, to find the key for its verification. */
  id: string;
  /** Any text with enough entropy. Never log it. */
  key: string;
}

/** The signature in a record. @public */
export interface RecordSignature {
  /** Id of the key. */
  key: string;
  /** HMAC-SHA256, as base64url. */
  mac: string;
}

/**
 * Signs records that the user of a database can write, too, such as comments and
 * tags. The signature of a record that was copied to another object, for example
 * by a dump, is invalid there.
 *
 * @public
 */
export interface RecordSigner {
  /**
   * @param identity - permanent identity of the object; not a name, which can be reused
   * @param payload - the record as it is stored
   */
  sign(identity: string, payload: string): Promise<RecordSignature>;
  /** Verifies a signature. `outdated`: it is valid, but the first key is another one now; sign the record again. */
  verify(
    identity: string,
    payload: string,
    signature: RecordSignature,
  ): Promise<'valid' | 'outdated' | 'invalid'>;
}

/**
 * Returns a signer that signs with the first key and verifies with all keys.
 *
 * @param keys - called at each use, so that keys can become available later
 * @public
 */
export function createRecordSigner(
  keys: () => Promise<RecordKey[]>,
): RecordSigner {
  return {
    async sign(identity, payload) {
      const [{ id, key }] = await keys();
      return { key: id, mac: macOf(key, identity, payload) };
    },
    async verify(identity, payload, signature) {
      const known = await keys();
      const index = known.findIndex(({ id }) => id === signature.key);
      if (index < 0) return 'invalid';
      const expected = Buffer.from(macOf(known[index].key, identity, payload));
      const actual = Buffer.from(signature.mac);
      const same =
        expected.length === actual.length && timingSafeEqual(expected, actual);
      if (!same) return 'invalid';
      return index === 0 ? 'valid' : 'outdated';
    },
  };
}

function macOf(key: string, identity: string, payload: string): string {
  // As JSON, so that the signature covers the boundary between the two texts.
  return createHmac('sha256', key)
    .update(JSON.stringify([identity, payload]))
    .digest('base64url');
}
