import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotImplementedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { z } from 'zod';
import type { ErrorCode } from './errorCodes';
import { inputRule } from './inputRules';
import { quotaAmount, type Quota } from './model/quota';
import { printable } from './printable';

/** A field, and the rule that its value violates. @public */
export interface FieldIssue {
  /** Path with dots, for example `options.encoding`; empty for the whole input. */
  field: string;
  /** Continues the name of the field: "must be at most 63 bytes". */
  rule: string;
  /** The entity ref, if the entity is not in the catalog: one that was just registered can appear later. */
  missingEntity?: string;
}

/** A field in which an existing database differs from the request. @public */
export interface Difference {
  field: string;
  /** The existing value, as text. */
  existing: string;
  /** The requested value, as text. */
  requested: string;
}

/** Status 400: lists each invalid field with its rule. @public */
export class InvalidFieldsError extends InputError {
  readonly code = 'InvalidFields';

  constructor(readonly issues: FieldIssue[]) {
    super(
      issues.map(({ field, rule }) => `${field || 'input'} ${rule}`).join('; '),
    );
  }
}

/** Status 409: lists the differences to the request. @public */
export class DifferencesError extends ConflictError {
  readonly code = 'Differences';

  constructor(message: string, readonly differences: Difference[]) {
    super(
      [
        message,
        ...differences.map(
          ({ field, existing, requested }) =>
            `${field} is ${existing}, requested ${requested}`,
        ),
      ].join('; '),
    );
  }
}

/**
 * Status 409: the record on the database is not the one that the request was
 * authorized on. Nothing was written.
 *
 * @public
 */
export class RecordChangedError extends ConflictError {
  readonly code = 'RecordChanged';

  constructor(ref: string) {
    super(
      `${JSON.stringify(
        ref,
      )} has changed since it was read: its binding, its protection or the database itself. Nothing was written. Check the database, then repeat the request`,
    );
  }
}

/** Status 409: the request exceeds a quota of the owner. @public */
export class QuotaExceededError extends ConflictError {
  readonly code = 'QuotaExceeded';

  constructor(
    readonly owner: string,
    readonly quota: Quota,
    requested: number,
  ) {
    const amount = (count: number) => quotaAmount(quota.resource, count);
    super(
      `${owner} uses ${amount(quota.used)} of ${amount(
        quota.limit,
      )}, and ${amount(
        requested,
      )} more would exceed it. Remove what is no longer needed, or ask an administrator of databases for more ('postgres.quotas')`,
    );
  }
}

/** Status 403: contains the permission, and who can help. @public */
export class MissingPermissionError extends NotAllowedError {
  readonly code = 'MissingPermission';

  constructor(readonly permission: string, help: string) {
    super(`You need the permission '${permission}'. ${help}`);
  }
}

/** Status 501: the provider does not offer the operation; the reason contains the alternative, if there is one. @public */
export class UnsupportedOperationError extends NotImplementedError {
  readonly code = 'UnsupportedOperation';

  constructor(readonly operation: string, reason: string) {
    super(`'${operation}' is not available here: ${reason}`);
  }
}

/**
 * Status 503: another system failed. Contains the system, its message and what
 * to do. It has no `cause`, because errors of drivers can contain connection
 * strings and would be returned to the client.
 *
 * @public
 */
export class UpstreamError extends ServiceUnavailableError {
  readonly code: ErrorCode = 'Upstream';

  readonly #reported: string;

  /** @param reported - the message of the system, without a final period */
  constructor(readonly system: string, reported: string, nextStep: string) {
    super(`${system} failed: ${reported}. ${nextStep}`);
    this.#reported = reported;
  }

  /** The message of the system. A part of `message`, so it is not serialized. */
  get reported(): string {
    return this.#reported;
  }
}

/** An {@link UpstreamError}: the system did not respond in time. @public */
export class UpstreamTimeoutError extends UpstreamError {
  readonly code = 'UpstreamTimeout';
}

/**
 * Status 409: another system rejected the request, and repeating it does not
 * help. Contains the same as {@link UpstreamError}.
 *
 * @public
 */
export class UpstreamRefusedError extends ConflictError {
  readonly code: ErrorCode = 'UpstreamRefused';

  readonly #reported: string;

  /** @param reported - the message of the system, without a final period */
  constructor(readonly system: string, reported: string, nextStep: string) {
    super(`${system} failed: ${reported}. ${nextStep}`);
    this.#reported = reported;
  }

  /** The message of the system. A part of `message`, so it is not serialized. */
  get reported(): string {
    return this.#reported;
  }
}

/** An {@link UpstreamRefusedError}: Backstage's account lacks a permission. @public */
export class UpstreamForbiddenError extends UpstreamRefusedError {
  readonly code = 'UpstreamForbidden';
}

/** Returns an {@link InvalidFieldsError} for one field. @public */
export function invalidField(field: string, rule: string): InvalidFieldsError {
  return new InvalidFieldsError([{ field, rule }]);
}

/**
 * Validates input with a schema.
 *
 * @throws {@link InvalidFieldsError} with all invalid fields
 * @public
 */
export function parseInput<T extends z.ZodType>(
  schema: T,
  input: unknown,
): z.output<T> {
  const result = schema.safeParse(input, { error: inputRule });
  if (result.success) return result.data;
  throw new InvalidFieldsError(
    result.error.issues.flatMap(issue => fieldIssues(issue)),
  );
}

function fieldIssues(
  issue: z.core.$ZodIssue,
  parent: PropertyKey[] = [],
): FieldIssue[] {
  const path = [...parent, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => ({
      field: toField([...path, key]),
      rule: 'is not a known field',
    }));
  }
  if (issue.code === 'invalid_union') {
    // The alternative with the right type has the relevant issues.
    const relevant = issue.errors.find(
      ([first]) => first?.code !== 'invalid_type' || first.path.length > 0,
    );
    if (relevant?.length)
      return relevant.flatMap(inner => fieldIssues(inner, path));
  }
  return [
    {
      field: toField(path),
      rule: /^(must|is|needs) /.test(issue.message)
        ? issue.message
        : `is invalid: ${issue.message}`,
    },
  ];
}

/** The path can contain keys of the input, which are untrusted. */
function toField(path: PropertyKey[]): string {
  return printable(path.join('.').slice(0, 200));
}
