import type { ErrorCode } from '@pgstage/backstage-plugin-postgres-common';
import { z } from 'zod';

/** The response of the API for one error status. */
interface ErrorAnswer {
  /** The name of the response in the document. */
  id: string;
  when: string;
  /** `error.name`; absent: there is no body. */
  name?: string;
  /** Possible values of `error.code`. */
  codes?: ErrorCode[];
  /** Additional fields of `error`. */
  fields?: z.ZodRawShape;
}

const invalidInput = {
  name: 'InputError',
  codes: ['InvalidFields'],
  fields: {
    code: z.literal('InvalidFields'),
    issues: z
      .array(
        z.object({
          field: z
            .string()
            .describe('Path separated by dots; empty for the whole input'),
          rule: z
            .string()
            .describe(
              'Continues the sentence that starts with the name of the field',
            ),
          missingEntity: z
            .string()
            .optional()
            .describe('Entity ref that does not exist in the catalog'),
        }),
      )
      .min(1)
      .describe('The invalid fields, each with the violated rule'),
  },
} satisfies Partial<ErrorAnswer>;

const system = z.string().optional().describe('The system that failed');

/** All error statuses, with their fields and codes. */
export const errorAnswers = {
  400: { ...invalidInput, id: 'BadRequest', when: 'The input is invalid.' },
  401: {
    id: 'Unauthorized',
    when: 'The token is missing or invalid.',
    name: 'AuthenticationError',
  },
  403: {
    id: 'Forbidden',
    when: 'A permission is missing.',
    name: 'NotAllowedError',
    codes: ['MissingPermission'],
    fields: {
      permission: z
        .string()
        .optional()
        .describe('Name of the missing permission'),
    },
  },
  404: {
    id: 'NotFound',
    when: 'The database does not exist, or you are not allowed to read it.',
    name: 'NotFoundError',
  },
  409: {
    id: 'Conflict',
    when: 'The name is in use, or the state does not allow the request.',
    name: 'ConflictError',
    codes: [
      'Differences',
      'RecordChanged',
      'QuotaExceeded',
      'UpstreamRefused',
      'UpstreamForbidden',
    ],
    fields: {
      differences: z
        .array(
          z.object({
            field: z.string(),
            existing: z.string(),
            requested: z.string(),
          }),
        )
        .optional()
        .describe('Only with the code Differences'),
      owner: z.string().optional().describe('Only with the code QuotaExceeded'),
      system,
    },
  },
  413: {
    ...invalidInput,
    id: 'ContentTooLarge',
    when: 'The body is longer than 64 KiB.',
  },
  415: {
    ...invalidInput,
    id: 'UnsupportedMediaType',
    when: 'The body is not JSON, or has an unknown encoding.',
  },
  429: {
    id: 'TooManyRequests',
    when: 'You sent too many requests. `Retry-After` contains the seconds to wait.',
    name: 'TooManyRequestsError',
  },
  431: {
    id: 'RequestHeaderFieldsTooLarge',
    when: 'Address and headers are longer than 16 KiB. Node.js sends this response, without a body.',
  },
  501: {
    id: 'NotImplemented',
    when: 'The provider does not support the operation.',
    name: 'NotImplementedError',
    codes: ['UnsupportedOperation'],
    fields: {
      operation: z
        .string()
        .optional()
        .describe('The operation that is not supported'),
    },
  },
  503: {
    id: 'ServiceUnavailable',
    when: 'Another system failed. The message contains its error and the next step.',
    name: 'ServiceUnavailableError',
    codes: ['Upstream', 'UpstreamTimeout'],
    fields: { system },
  },
} satisfies Record<number, ErrorAnswer>;

export type ErrorStatus = keyof typeof errorAnswers;

export const errorStatuses = Object.keys(errorAnswers).map(
  status => Number(status) as ErrorStatus,
);

/**
 * The body of an error response: that of every Backstage backend, with the
 * additional fields of pgstage.
 */
function bodySchema(status: ErrorStatus): z.ZodType | undefined {
  const { name, codes, fields }: ErrorAnswer = errorAnswers[status];
  if (!name) return undefined;
  return z.object({
    error: z.object({
      name: z.literal(name),
      message: z.string().describe('For users; the text can change'),
      ...(codes && {
        code: z
          .enum(codes)
          .optional()
          .describe('For programs; stable across versions'),
      }),
      ...fields,
    }),
    request: z.object({ method: z.string(), url: z.string() }),
    response: z.object({ statusCode: z.literal(status) }),
  });
}

/** The bodies, by their names in the document. */
export const errorSchemas = new Map(
  errorStatuses.flatMap(status => {
    const schema = bodySchema(status);
    return schema ? [[errorAnswers[status].id, schema] as const] : [];
  }),
);
