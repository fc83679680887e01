import { z } from 'zod';

/** Names of encodings and locales as `initdb` takes them; they end up inside quotes. */
const word = z.string().regex(/^[A-Za-z0-9_.@-]{1,63}$/, {
  message: 'must be a name of letters, digits, _, ., @ and -',
});

/** `spec.options` of this provider. All are fixed when the database is made. */
export const serverOptionsSchema = z.strictObject({
  encoding: word
    .optional()
    .describe(
      "Character set, for example UTF8; the template database's unless given",
    ),
  locale: word
    .optional()
    .describe(
      'Locale for sorting and classes of characters, for example C.UTF-8',
    ),
  localeProvider: z
    .enum(['libc', 'icu', 'builtin'])
    .optional()
    .describe(
      'What implements the locale; libc unless given, builtin from PostgreSQL 17',
    ),
  tablespace: z
    .string()
    .min(1)
    .optional()
    .describe('One of the tablespaces that the server allows'),
});

/** @see {@link serverOptionsSchema} */
export type ServerOptions = z.infer<typeof serverOptionsSchema>;
