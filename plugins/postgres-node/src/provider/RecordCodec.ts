import { InputError } from '@backstage/errors';
import type { RecordSignature, RecordSigner } from '../contract/RecordSigner';

/** Limits of where a record is stored. @public */
export type RecordLimits = {
  /** Maximum length of a value, in bytes. */
  bytes: number;
} & (
  | {
      /** Any text is allowed, in one value, because splitting could cut a character. */
      anyText: true;
      values?: never;
    }
  | {
      /** Only letters, digits, `-` and `_` are allowed, as in the tags of cloud services. */
      anyText: false;
      /** Maximum number of values of a record; 1 by default. */
      values?: number;
    }
);

/** Format of a record. @public */
export interface RecordFormat<T extends object> {
  /** Returns undefined for a value that is not a record, or has an unknown version. */
  parse(value: unknown): T | undefined;
  limits: RecordLimits;
}

/** A record with the result of its verification. @public */
export interface ReadRecord<T> {
  record: T;
  /** `invalid`: not signed by pgstage for this object. `outdated`: signed with a key that is not the first one. */
  signature: 'valid' | 'outdated' | 'invalid';
}

/** Identity for a signature that is used only for its length. */
const NO_IDENTITY = '';

/**
 * Converts the record of a database to one or more signed values that are stored
 * on the database itself, and back.
 *
 * @public
 */
export class RecordCodec<T extends object> {
  constructor(
    private readonly format: RecordFormat<T>,
    private readonly signer: RecordSigner,
  ) {}

  /**
   * Checks that a record is within the limits, before the object is created that
   * it is stored on. Pass the record with its maximum length.
   *
   * @throws InputError if it exceeds the limits
   */
  async check(record: T): Promise<void> {
    await this.write(record, NO_IDENTITY);
  }

  /**
   * Returns the values to write, in order.
   *
   * @param identity - identifies the object permanently; see `RecordSigner.sign`
   * @throws InputError if they exceed the limits
   */
  async write(record: T, identity: string): Promise<string[]> {
    const { parse, limits } = this.format;
    const payload = JSON.stringify(parse(record) ?? invalidRecord());
    const signature = await this.signer.sign(identity, payload);
    const json = JSON.stringify({ ...JSON.parse(payload), signature });
    const text = limits.anyText
      ? json
      : Buffer.from(json).toString('base64url');
    const { bytes, values = 1 } = limits;
    const size = Buffer.byteLength(text);
    if (size > bytes * values) {
      throw new InputError(
        `The record of the database has ${size} bytes, which exceeds ${
          bytes * values
        } bytes. Bind the database to fewer entities, or shorten its options`,
      );
    }
    // With several values, each character is one byte.
    return values === 1
      ? [text]
      : text.match(new RegExp(`.{1,${bytes}}`, 'g'))!;
  }

  /** Returns the record, or undefined if the values are not a record or exceed the limits. */
  async read(
    values: string[],
    identity: string,
  ): Promise<ReadRecord<T> | undefined> {
    const { parse, limits } = this.format;
    const text = values.join('');
    if (Buffer.byteLength(text) > limits.bytes * (limits.values ?? 1))
      return undefined;
    const { signature, ...payload } = objectIn(
      limits.anyText ? text : Buffer.from(text, 'base64url').toString(),
    );
    const record = parse(payload);
    if (!record) return undefined;
    return {
      record,
      signature: isSignature(signature)
        ? await this.signer.verify(identity, JSON.stringify(payload), signature)
        : 'invalid',
    };
  }
}

function invalidRecord(): never {
  throw new Error('The record is invalid and could not be read again');
}

function objectIn(text: string): Record<string, unknown> {
  try {
    const value: unknown = text.startsWith('{') && JSON.parse(text);
    return value ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function isSignature(value: unknown): value is RecordSignature {
  const { key, mac } = Object(value);
  return typeof key === 'string' && typeof mac === 'string';
}
