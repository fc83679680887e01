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

/** A field and the rule that its value breaks. @public */
export interface FieldIssue {
  /** Path with dots, for example `options.encoding`; empty for the whole input. */
  field: string;
  /** Reads on from the field's name: "must be at most 63 bytes". */
  rule: string;
  /** The entity ref, where the rule is to name an entity that the catalog shows: one that was just registered comes later. */
  missingEntity?: string;
}

/** A field on which what was asked and what exists disagree. @public */
export interface Difference {
  field: string;
  /** What exists, as text. */
  existing: string;
  /** What was asked for, as text. */
  requested: string;
}

/** Bad input: answers 400 and names each field with its rule. @public */
export class InvalidFieldsError extends InputError {
  readonly code = 'InvalidFields';

  constructor(readonly issues: FieldIssue[]) {
    super(
      issues.map(({ field, rule }) => `${field || 'input'} ${rule}`).join('; '),
    );
  }
}

/** Answers 409 and lists what differs. @public */
export class DifferencesError extends ConflictError {
  readonly code = 'Differences';

  constructor(message: string, readonly differences: Difference[]) {
    super(
      [
        message,
        ...differences.map(
          d => `${d.field} is ${d.existing}, asked for ${d.requested}`,
        ),
      ].join('; '),
    );
  }
}

/**
 * Answers 409: the record at the engine is not the one that the request was
 * authorized or decided on. Nothing was written.
 *
 * @public
 */
export class RecordChangedError extends ConflictError {
  readonly code = 'RecordChanged';

  constructor(ref: string) {
    super(
      `${JSON.stringify(
        ref,
      )} has changed since it was read: its binding, its protection or the database itself. Nothing was written. Look at it again, then repeat the request`,
    );
  }
}

/** Answers 409: an owner would have more than its quota. @public */
export class QuotaExceededError extends ConflictError {
  readonly code = 'QuotaExceeded';

  constructor(readonly owner: string, readonly quota: Quota, asked: number) {
    const amount = (count: number) => quotaAmount(quota.resource, count);
    super(
      `${owner} uses ${amount(quota.used)} of ${amount(
        quota.limit,
      )}, and ${amount(
        asked,
      )} more would exceed it. Remove what is no longer needed, or ask an administrator of databases for more ('postgres.quotas')`,
    );
  }
}

/** Answers 403 and names the permission, and who can help. @public */
export class MissingPermissionError extends NotAllowedError {
  readonly code = 'MissingPermission';

  constructor(readonly permission: string, help: string) {
    super(`You need the permission '${permission}'. ${help}`);
  }
}

/** Answers 501: not offered by this provider, with the way to do it instead. @public */
export class UnsupportedOperationError extends NotImplementedError {
  readonly code = 'UnsupportedOperation';

  constructor(readonly operation: string, reason: string) {
    super(`'${operation}' is not available here: ${reason}`);
  }
}

/**
 * Another system failed: answers 503 and tells which one, what it said and
 * what to do. The cause is left out on purpose: errors of drivers may carry
 * connection strings and would reach the client.
 *
 * @public
 */
export class UpstreamError extends ServiceUnavailableError {
  readonly code: ErrorCode = 'Upstream';

  constructor(readonly system: string, said: string, todo: string) {
    super(`${system} failed: ${said}. ${todo}`);
  }
}

/** Like {@link UpstreamError}: it did not respond in time. @public */
export class UpstreamTimeoutError extends UpstreamError {
  readonly code = 'UpstreamTimeout';
}

/**
 * Another system refuses, and waiting does not help: answers 409 and tells
 * which one, what it said and what to do, as {@link UpstreamError} does.
 *
 * @public
 */
export class UpstreamRefusedError extends ConflictError {
  readonly code: ErrorCode = 'UpstreamRefused';

  constructor(readonly system: string, said: string, todo: string) {
    super(`${system} failed: ${said}. ${todo}`);
  }
}

/** Like {@link UpstreamRefusedError}: Backstage's own account lacks a right. @public */
export class UpstreamForbiddenError extends UpstreamRefusedError {
  readonly code = 'UpstreamForbidden';
}

/** Shorthand for one {@link InvalidFieldsError}. @public */
export function invalidField(field: string, rule: string): InvalidFieldsError {
  return new InvalidFieldsError([{ field, rule }]);
}

/**
 * Checks input against a schema.
 *
 * @throws {@link InvalidFieldsError} that names every field which breaks a rule.
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
    // Of the alternatives the one that has the right type says what is wrong.
    const meant = issue.errors.find(
      ([first]) => first?.code !== 'invalid_type' || first.path.length > 0,
    );
    if (meant?.length) return meant.flatMap(inner => fieldIssues(inner, path));
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

/** The caller chose these names, too. */
function toField(path: PropertyKey[]): string {
  return printable(path.join('.').slice(0, 200));
}
