import { createHmac, timingSafeEqual } from 'node:crypto';

/** A secret of which signatures are made. @public */
export interface RecordKey {
  /** Stands beside each signature, so that it is known which key made it. */
  id: string;
  /** Any text of enough chance. Never log it. */
  key: string;
}

/** Stands in a record, beside what it signs. @public */
export interface RecordSignature {
  /** Id of the key. */
  key: string;
  /** HMAC-SHA256, as base64url. */
  mac: string;
}

/**
 * Signs what is written on a database where the database's own user could
 * write it, too: a comment, a tag. A record that was copied to another object,
 * by a dump or by hand, does not verify there.
 *
 * @public
 */
export interface RecordSigner {
  /**
   * @param identity - names the object for ever, and no other object: never a name that could be given again
   * @param payload - the record as it is written
   */
  sign(identity: string, payload: string): Promise<RecordSignature>;
  /** Whether the signature is one of ours. `outdated`: it is, of a key that has been replaced since; sign again. */
  verify(
    identity: string,
    payload: string,
    signature: RecordSignature,
  ): Promise<'valid' | 'outdated' | 'invalid'>;
}

/**
 * Signs with the first key and verifies with all.
 *
 * @param keys - asked for at each use, so that they may come late
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
  // As JSON, so that no end of the one reads as the beginning of the other.
  return createHmac('sha256', key)
    .update(JSON.stringify([identity, payload]))
    .digest('base64url');
}
