import { z } from 'zod';
import {
  BACKUP_WINDOW_RULE,
  backupWindow,
  GIBIBYTES_RULE,
  gibibytesOf,
  MAINTENANCE_WINDOW_RULE,
  maintenanceWindow,
} from '../rules';

const text = z.string().min(1, { message: 'must not be empty' });
const id = (prefix: string) =>
  text.regex(new RegExp(`^${prefix}-[0-9a-z]+$`), {
    message: `must look like ${prefix}-0123456789abcdef0`,
  });
const unique = <T>(list: T[]) => new Set(list).size === list.length;

/** Parses a volume size; returns GiB. */
const gibibytes = text.transform((value, context) => {
  const found = gibibytesOf(value);
  if (found !== undefined) return found;
  context.addIssue({ code: 'custom', message: GIBIBYTES_RULE });
  return z.NEVER;
});
const days = (min: number, max: number) =>
  z.coerce.number().int().min(min).max(max);
const flag = z.stringbool().or(z.boolean());

const size = z.strictObject({
  title: text.optional(),
  class: text.regex(/^db\.[a-z0-9-]+\.[a-z0-9-]+$/, {
    message: 'must be an instance class, for example db.t4g.medium',
  }),
  multiAz: flag.default(false),
});

const tags = z.record(text.max(128), z.string().max(256)).refine(
  value =>
    Object.keys(value).every(key => !/^(aws|rds|pgstage):/i.test(key)) &&
    Object.entries(value)
      .flat()
      .every(part => /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(part)),
  {
    message:
      'must have only letters, digits, spaces and _.:/=+-@, and no key that starts with aws:, rds: or pgstage:',
  },
);

/** Settings that a region can override; by default, the value of the provider applies. */
const shared = {
  sizes: z.record(text, size).refine(value => Object.keys(value).length > 0, {
    message: 'must have at least one size',
  }),
  versions: z
    .array(
      text.regex(/^\d+(\.\d+)?$/, {
        message: 'must be a version such as 17 or 17.9',
      }),
    )
    .min(1, { message: 'must have at least one version' }),
  storage: z.strictObject({
    default: gibibytes.prefault('20Gi'),
    max: gibibytes.prefault('1000Gi'),
  }),
  backups: z.strictObject({
    retentionDays: days(1, 35).default(7),
    window: text
      .refine(value => backupWindow(value), { message: BACKUP_WINDOW_RULE })
      .optional(),
  }),
  maintenanceWindow: text
    .refine(value => maintenanceWindow(value), {
      message: MAINTENANCE_WINDOW_RULE,
    })
    .optional(),
  protected: flag,
  tags,
  sql: flag,
};

const region = z.strictObject({
  region: text.regex(/^[a-z]{2}(-[a-z]+)+-\d$/, {
    message: 'must be a region, for example eu-west-1',
  }),
  title: text.optional(),
  network: z
    .strictObject({
      vpcId: id('vpc'),
      subnetIds: z
        .array(id('subnet'))
        .min(2, { message: 'must have subnets in at least two zones' })
        .refine(unique, { message: 'must have each subnet once' })
        .optional(),
      subnetGroup: text.optional(),
      applicationSecurityGroups: z.array(id('sg')).default([]),
    })
    .refine(
      ({ subnetIds, subnetGroup }) =>
        Boolean(subnetIds) !== Boolean(subnetGroup),
      { message: 'must have either subnetIds or subnetGroup' },
    ),
  kmsKeyId: text.optional(),
  secretKmsKeyId: text.optional(),
  monitoring: z
    .strictObject({
      roleArn: text.regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/, {
        message: 'must be the ARN of a role',
      }),
      intervalSeconds: z.coerce
        .number()
        .refine(value => [1, 5, 10, 15, 30, 60].includes(value), {
          message: 'must be 1, 5, 10, 15, 30 or 60',
        })
        .default(60),
    })
    .optional(),
  caCertificates: text.optional(),
  endpoint: z.url({ message: 'must be a URL' }).optional(),
  ...z.strictObject(shared).partial().shape,
});

const account = z.strictObject({
  accountId: z.string().regex(/^\d{12}$/, {
    message: 'must be an account id of 12 digits, in quotes',
  }),
  title: text.optional(),
  regions: z
    .array(region)
    .min(1, { message: 'must have at least one region' })
    .refine(list => unique(list.map(one => one.region)), {
      message: 'must have a different region in each entry',
    }),
});

const DEFAULT_SIZES = {
  small: { title: '2 vCPU, 4 GiB', class: 'db.t4g.medium' },
  medium: { title: '2 vCPU, 8 GiB', class: 'db.m7g.large', multiAz: true },
  large: { title: '4 vCPU, 16 GiB', class: 'db.m7g.xlarge', multiAz: true },
};

/** The configuration at `postgres.providers.aws-rds`. */
export const awsRdsConfigSchema = z.strictObject({
  accounts: z
    .array(account)
    .min(1, { message: 'must have at least one account' })
    .refine(list => unique(list.map(({ accountId }) => accountId)), {
      message: 'must have a different accountId in each entry',
    }),
  sizes: shared.sizes.prefault(DEFAULT_SIZES),
  versions: shared.versions.default(['17']),
  storage: shared.storage.prefault({}),
  backups: shared.backups.prefault({}),
  maintenanceWindow: shared.maintenanceWindow,
  protected: shared.protected.default(true),
  tags: shared.tags.default({}),
  sql: shared.sql.default(false),
  managedBy: z
    .array(z.strictObject({ tag: text, value: text.optional(), owner: text }))
    .default([]),
  rotationDays: days(1, 1000).default(30),
  credentialStore: text.optional(),
  credentialNamespaces: z
    .array(
      z.string().regex(/^[A-Za-z0-9._-]+\/[a-z0-9-]+$/, {
        message: 'must be a cluster and a namespace, for example prod/shop',
      }),
    )
    .default([]),
  poll: z
    .strictObject({
      idleSeconds: z.coerce.number().min(1).default(60),
      changingSeconds: z.coerce.number().min(1).default(20),
    })
    .prefault({}),
});
