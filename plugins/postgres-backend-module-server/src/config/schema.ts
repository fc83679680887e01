import { sslModeSchema } from '@pgstage/backstage-plugin-postgres-common';
import { z } from 'zod';

const text = z.string().min(1, { message: 'must not be empty' });
const absolute = text.regex(/^\//, { message: 'must be an absolute path' });
// Coerced, because values from environment variables are strings.
const port = z.coerce.number().int().min(1).max(65535);
const positive = z.coerce.number().int().min(1);

const limits = (minimumIntervalMinutes: number, keep: number) => ({
  minimumIntervalMinutes: z.coerce
    .number()
    .min(0)
    .default(minimumIntervalMinutes),
  keep: positive.default(keep),
  keepDays: positive.default(30),
});

const address = z.strictObject({
  host: text.optional(),
  port: port.optional(),
  sslMode: sslModeSchema.optional(),
});

const login = z.strictObject({
  host: text,
  port: port.default(5432),
  user: text,
  password: z.string().optional(),
  database: text.default('postgres'),
  sslMode: sslModeSchema.optional(),
  ca: text.optional(),
});

const server = z.strictObject({
  id: z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, {
    message: 'must be at most 63 lowercase letters, digits and -',
  }),
  title: text.optional(),
  connection: login,
  application: address.default({}),
  standbys: z
    .array(
      z.strictObject({
        ...login.partial().shape,
        port: port.optional(),
        database: text.optional(),
        host: text,
        name: text,
        application: address.default({}),
      }),
    )
    .default([]),
  extensions: z.array(text).default([]),
  template: text.default('template0'),
  tablespaces: z.array(text).default([]),
  connectionLimit: z
    .strictObject({ default: positive.default(20), max: positive.default(100) })
    .default({ default: 20, max: 100 })
    .refine(limit => limit.default <= limit.max, {
      message: 'must have a default that is at most max',
    }),
  credentialStore: text.default('file'),
  backupDirectory: absolute.optional(),
  baseBackups: z.strictObject(limits(60, 7)).prefault({}),
  dumps: z
    .strictObject({
      directory: absolute,
      binDirectory: absolute.or(z.array(absolute).min(1)).optional(),
      ...limits(10, 10),
      // At most a week, which also fits a timer.
      timeoutMinutes: z.coerce
        .number()
        .positive()
        .max(7 * 24 * 60)
        .default(6 * 60),
      schedule: z
        .strictObject({
          everyHours: z.coerce
            .number()
            .int()
            .min(1)
            .max(24 * 31),
        })
        .optional(),
      login: z
        .strictObject({ user: text, password: z.string().optional() })
        .optional(),
    })
    .optional(),
  // Databases of another Backstage installation. Its own are never shown.
  hide: z.array(text).default(['backstage_plugin_*']),
  jumpHost: text.optional(),
  restoreContact: text.optional(),
  protected: z.stringbool().or(z.boolean()).default(false),
});

const unique = (key: 'id' | 'name') => ({
  message: `must have a different ${key} in each entry`,
});
const differ = (values: string[]) => new Set(values).size === values.length;

/** Schema of `postgres.providers.server`. */
export const serverProviderConfigSchema = z.strictObject({
  servers: z
    .array(
      server.refine(
        ({ standbys }) => differ(standbys.map(({ name }) => name)),
        {
          ...unique('name'),
          path: ['standbys'],
        },
      ),
    )
    .min(1, { message: 'must contain at least one server' })
    .refine(servers => differ(servers.map(({ id }) => id)), unique('id')),
});
