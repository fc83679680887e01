import type { ErrorCode } from '@pgstage/backstage-plugin-postgres-common';
import { z } from 'zod';

/** How the API answers with one status that is an error. */
interface ErrorAnswer {
  /** The name of the answer in the document. */
  id: string;
  when: string;
  /** `error.name`; absent: there is no body. */
  name?: string;
  /** What `error.code` can be. */
  codes?: ErrorCode[];
  /** What else `error` holds. */
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
            .describe('Path with dots; empty for the whole input'),
          rule: z.string().describe("Reads on from the field's name"),
          missingEntity: z
            .string()
            .optional()
            .describe('Entity ref that the catalog does not have'),
        }),
      )
      .min(1)
      .describe('Each field with the rule that it breaks'),
  },
} satisfies Partial<ErrorAnswer>;

const system = z.string().optional().describe('The system that failed');

/** Every status that is an error, and all that it can say. */
export const errorAnswers = {
  400: { ...invalidInput, id: 'BadRequest', when: 'The input breaks a rule.' },
  401: {
    id: 'Unauthorized',
    when: 'There is no valid token.',
    name: 'AuthenticationError',
  },
  403: {
    id: 'Forbidden',
    when: 'A right is missing.',
    name: 'NotAllowedError',
    codes: ['MissingPermission'],
    fields: {
      permission: z
        .string()
        .optional()
        .describe('Name of the permission that is missing'),
    },
  },
  404: {
    id: 'NotFound',
    when: 'There is no such database, or you may not see it.',
    name: 'NotFoundError',
  },
  409: {
    id: 'Conflict',
    when: 'Something else has the name, or the state does not allow it.',
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
        .describe('With the code Differences'),
      owner: z.string().optional().describe('With the code QuotaExceeded'),
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
    when: 'The body is not JSON, or in an encoding that is not known.',
  },
  429: {
    id: 'TooManyRequests',
    when: 'You sent too many requests. `Retry-After` has the seconds to wait.',
    name: 'TooManyRequestsError',
  },
  431: {
    id: 'RequestHeaderFieldsTooLarge',
    when: 'Address and headers are longer than 16 KiB. Node answers so itself, without a body.',
  },
  501: {
    id: 'NotImplemented',
    when: 'The provider does not offer it.',
    name: 'NotImplementedError',
    codes: ['UnsupportedOperation'],
    fields: {
      operation: z.string().optional().describe('What is not offered'),
    },
  },
  503: {
    id: 'ServiceUnavailable',
    when: 'Another system failed. The message has what it said and what to do.',
    name: 'ServiceUnavailableError',
    codes: ['Upstream', 'UpstreamTimeout'],
    fields: { system },
  },
} satisfies Record<number, ErrorAnswer>;

export type ErrorStatus = keyof typeof errorAnswers;

export const errorStatuses = Object.keys(errorAnswers).map(
  status => Number(status) as ErrorStatus,
);

/** The body of such an answer: that of every Backstage backend, with what is ours. */
function bodySchema(status: ErrorStatus): z.ZodType | undefined {
  const { name, codes, fields }: ErrorAnswer = errorAnswers[status];
  if (!name) return undefined;
  return z.object({
    error: z.object({
      name: z.literal(name),
      message: z.string().describe('For people; may change'),
      ...(codes && {
        code: z
          .enum(codes)
          .optional()
          .describe('For programs; the same in every version'),
      }),
      ...fields,
    }),
    request: z.object({ method: z.string(), url: z.string() }),
    response: z.object({ statusCode: z.literal(status) }),
  });
}

/** The body of each by its name in the document. */
export const errorSchemas = new Map(
  errorStatuses.flatMap(status => {
    const schema = bodySchema(status);
    return schema ? [[errorAnswers[status].id, schema] as const] : [];
  }),
);
