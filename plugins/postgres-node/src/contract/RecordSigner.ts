import { createHmac, timingSafeEqual } from 'node:crypto';

/** A secret key for signatures. @public */
export interface RecordKey {
  /** Stored with each signature, to find the key that made it. */
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
 * Signs records on databases that the user of the database can write, too:
 * comments and tags. A record that was copied to another object, by a dump or by
 * hand, does not verify there.
 *
 * @public
 */
export interface RecordSigner {
  /**
   * @param identity - identifies this object permanently; never a name that can be reused
   * @param payload - the record in its written form
   */
  sign(identity: string, payload: string): Promise<RecordSignature>;
  /** Verifies a signature. `outdated`: valid, with a key that has been replaced since; sign again. */
  verify(
    identity: string,
    payload: string,
    signature: RecordSignature,
  ): Promise<'valid' | 'outdated' | 'invalid'>;
}

/**
 * Signs with the first key and verifies with all.
 *
 * @param keys - called at each use, so that keys may become available later
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
      const given = Buffer.from(signature.mac);
      const same =
        expected.length === given.length && timingSafeEqual(expected, given);
      if (!same) return 'invalid';
      return index === 0 ? 'valid' : 'outdated';
    },
  };
}

function macOf(key: string, identity: string, payload: string): string {
  // As JSON, so that the boundary between the two is part of what is signed.
  return createHmac('sha256', key)
    .update(JSON.stringify([identity, payload]))
    .digest('base64url');
}
