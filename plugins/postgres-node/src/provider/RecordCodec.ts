import { InputError } from '@backstage/errors';
import type { RecordSignature, RecordSigner } from '../contract/RecordSigner';

/** What the place that a record is written to can hold. @public */
export type RecordLimits = {
  /** Longest value, in bytes. */
  bytes: number;
} & (
  | {
      /** It takes any text, in one value: a text could be cut within a character. */
      anyText: true;
      values?: never;
    }
  | {
      /** It takes letters, digits, `-` and `_` alone, as the tags of every cloud do. */
      anyText: false;
      /** How many values one record may take; one unless given. */
      values?: number;
    }
);

/** What a record is made of. @public */
export interface RecordFormat<T extends object> {
  /** Undefined for what is none, or of a version that is not known. */
  parse(value: unknown): T | undefined;
  limits: RecordLimits;
}

/** What a record says, and whether to believe it. @public */
export interface ReadRecord<T> {
  record: T;
  /** `invalid`: not signed by us for this object. `outdated`: with a key that has been replaced since. */
  signature: 'valid' | 'outdated' | 'invalid';
}

/** Takes the place of a signature whose length alone counts. */
const NOWHERE = '';

/**
 * Writes what pgstage knows of a database as one or more values on the database
 * itself, signed for it, and reads it back.
 *
 * @public
 */
export class RecordCodec<T extends object> {
  constructor(
    private readonly format: RecordFormat<T>,
    private readonly signer: RecordSigner,
  ) {}

  /**
   * Checks that a record can be written, before anything is made that would
   * then lack it. Give it as it will be at its longest.
   *
   * @throws InputError
   */
  async check(record: T): Promise<void> {
    await this.write(record, NOWHERE);
  }

  /**
   * The values to write, in order.
   *
   * @param identity - names the object for ever, as the signer asks for
   * @throws InputError where they would not fit
   */
  async write(record: T, identity: string): Promise<string[]> {
    const { parse, limits } = this.format;
    const payload = JSON.stringify(parse(record) ?? refuse());
    const signature = await this.signer.sign(identity, payload);
    const json = JSON.stringify({ ...JSON.parse(payload), signature });
    const text = limits.anyText
      ? json
      : Buffer.from(json).toString('base64url');
    const { bytes, values = 1 } = limits;
    const size = Buffer.byteLength(text);
    if (size > bytes * values) {
      throw new InputError(
        `The record of the database takes ${size} bytes and exceeds ${
          bytes * values
        } bytes, the most that can be kept there: bind it to fewer entities, or shorten its options`,
      );
    }
    // Only text of one byte for each character is ever split.
    return values === 1
      ? [text]
      : text.match(new RegExp(`.{1,${bytes}}`, 'g'))!;
  }

  /** What values say; undefined where they are someone else's, or longer than any of ours. */
  async read(
    values: string[],
    identity: string,
  ): Promise<ReadRecord<T> | undefined> {
    const { parse, limits } = this.format;
    const text = values.join('');
    if (Buffer.byteLength(text) > limits.bytes * (limits.values ?? 1))
      return undefined;
    const { signature, ...said } = objectIn(
      limits.anyText ? text : Buffer.from(text, 'base64url').toString(),
    );
    const record = parse(said);
    if (!record) return undefined;
    return {
      record,
      signature: isSignature(signature)
        ? await this.signer.verify(identity, JSON.stringify(said), signature)
        : 'invalid',
    };
  }
}

function refuse(): never {
  throw new Error('A record is written that could not be read back');
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
