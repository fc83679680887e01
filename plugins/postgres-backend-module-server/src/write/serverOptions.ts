import { z } from 'zod';

/** Name of an encoding or a locale, as `initdb` accepts it. */
const localeName = z.string().regex(/^[A-Za-z0-9_.@-]{1,63}$/, {
  message: 'must be a name of letters, digits, _, ., @ and -',
});

/** `spec.options` of this provider. They cannot be changed after the creation. */
export const serverOptionsSchema = z.strictObject({
  encoding: localeName
    .optional()
    .describe(
      'Character set, for example UTF8; defaults to that of the template database',
    ),
  locale: localeName
    .optional()
    .describe(
      'Locale for sorting and character classification, for example C.UTF-8',
    ),
  localeProvider: z
    .enum(['libc', 'icu', 'builtin'])
    .optional()
    .describe(
      'Locale provider; defaults to libc. builtin requires PostgreSQL 17 or newer',
    ),
  tablespace: z
    .string()
    .min(1)
    .optional()
    .describe('One of the allowed tablespaces of the server'),
});

/** @see {@link serverOptionsSchema} */
export type ServerOptions = z.infer<typeof serverOptionsSchema>;
