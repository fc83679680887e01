import { z } from 'zod';
import {
  backupTargetSchema,
  byteQuantity,
  cpuQuantity,
  dataKey,
  namespaceName,
  objectName,
  scheduleSchema,
  beginsWithSql,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { retentionSchema } from '../../model';
import { hbaLine, parametersSchema } from './parameters';
import {
  annotationValue,
  anyImage,
  databaseName,
  extensionName,
  grantedRole,
  imageName,
  keyed,
  labelValue,
  metadataKeyProblem,
  nodeLabelProblem,
  roleName,
} from './words';

const limits = z.strictObject({
  cpu: cpuQuantity.optional(),
  memory: byteQuantity.optional(),
});

const toleration = z
  .strictObject({
    key: z
      .string()
      .refine(key => !nodeLabelProblem(key), {
        message: 'must be the key of a taint',
      })
      .optional(),
    operator: z.enum(['Equal', 'Exists']).optional(),
    value: labelValue.optional(),
    effect: z.enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute']).optional(),
  })
  .refine(({ key, operator }) => key || operator === 'Exists', {
    path: ['operator'],
    message: 'must be Exists where there is no key',
  })
  .refine(({ operator, value }) => operator !== 'Exists' || !value, {
    path: ['value'],
    message: 'must be left out where the operator is Exists',
  });

const affinity = z.strictObject({
  antiAffinity: z
    .enum(['preferred', 'required', 'none'])
    .optional()
    .describe('Whether members keep off the same node; preferred unless given'),
  topologyKey: z
    .string()
    .refine(key => !nodeLabelProblem(key), {
      message: "must be a node's label",
    })
    .optional()
    .describe(
      'What they keep apart by, for example topology.kubernetes.io/zone',
    ),
  nodeSelector: keyed(nodeLabelProblem, labelValue)
    .optional()
    .describe('Labels of the nodes to run on'),
  tolerations: z.array(toleration).optional(),
});

const role = z.strictObject({
  name: roleName,
  login: z.boolean().optional().describe('May log in; yes unless given'),
  createdb: z.boolean().optional(),
  inRoles: z
    .array(grantedRole)
    .optional()
    .describe('Roles that it is a member of'),
  connectionLimit: z.number().int().min(-1).optional(),
  passwordSecret: objectName
    .optional()
    .describe(
      "Secret of type kubernetes.io/basic-auth in the database's namespace",
    ),
});
/** A further role, as it is asked for. */
export type RoleOption = z.output<typeof role>;

const pooler = z.strictObject({
  mode: z
    .enum(['session', 'transaction'])
    .optional()
    .describe('session unless given'),
  instances: z
    .number()
    .int()
    .min(1)
    .max(10)
    .optional()
    .describe('1 unless given'),
  type: z
    .enum(['rw', 'ro'])
    .optional()
    .describe(
      'In front of the primary (rw, unless given) or the standbys (ro)',
    ),
  maxClientConnections: z.number().int().min(1).optional(),
  defaultPoolSize: z.number().int().min(1).optional(),
  image: anyImage.optional(),
});

const tls = z
  .strictObject({
    only: z.boolean().optional().describe('Refuse connections without TLS'),
    serverCaSecret: objectName
      .optional()
      .describe('Holds ca.crt of an own authority'),
    serverSecret: objectName
      .optional()
      .describe('Holds tls.crt and tls.key of the server'),
    clientCaSecret: objectName.optional(),
    replicationSecret: objectName.optional(),
    altDnsNames: z
      .array(
        z
          .string()
          .max(253)
          .regex(/^(\*\.)?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/, {
            message: 'must be a DNS name',
          }),
      )
      .optional()
      .describe("Further names in the operator's own certificate"),
  })
  // The operator's webhook (validateCerts) wants them together.
  .refine(
    ({ serverSecret, serverCaSecret }) => !serverSecret || serverCaSecret,
    {
      path: ['serverCaSecret'],
      message: 'must be given with serverSecret',
    },
  )
  .refine(
    ({ serverSecret, altDnsNames }) => !serverSecret || !altDnsNames?.length,
    {
      path: ['altDnsNames'],
      message: 'must be left out with serverSecret, which has names of its own',
    },
  )
  .refine(
    ({ replicationSecret, clientCaSecret }) =>
      !replicationSecret || clientCaSecret,
    {
      path: ['clientCaSecret'],
      message: 'must be given with replicationSecret',
    },
  );

const backup = z.strictObject({
  enabled: z
    .boolean()
    .optional()
    .describe('false: no backups, though a target is configured for all'),
  target: z
    .union([
      z.string().regex(/^[A-Za-z0-9._-]{1,63}$/, {
        message: 'must be the name of a backup target',
      }),
      backupTargetSchema,
    ])
    .optional()
    .describe(
      'Name of a configured target, or a target itself; the configured default unless given',
    ),
  schedule: scheduleSchema
    .optional()
    .describe(
      'hourly; every 6 hours; daily at 02:00; weekly on sunday at 02:00; monthly on day 1 at 02:00 (UTC)',
    ),
  retention: retentionSchema
    .optional()
    .describe('How far back it can be restored, for example 30d, 8w or 6m'),
  folder: objectName
    .optional()
    .describe(
      'Folder inside the target; must be empty. A new one unless given',
    ),
});

/** It is an argument of psql, and lies in an annotation beside others. */
const MAX_OWNER_SQL = 32 * 1024;
const SQL_RULE =
  'must be SQL: begin with a command of PostgreSQL, and hold no NUL';

/** `spec.options` of this provider. */
export const optionsSchema = z.strictObject({
  image: imageName
    .optional()
    .describe('Image instead of the one of the version'),
  imageCatalog: z
    .strictObject({
      kind: z.enum(['ImageCatalog', 'ClusterImageCatalog']),
      name: objectName,
    })
    .optional()
    .describe('Catalog that has an image for the version'),
  imagePullSecrets: z
    .array(objectName)
    .optional()
    .describe(
      "Secrets in the database's namespace, beside the configured ones",
    ),
  storageClass: objectName
    .optional()
    .describe('Of the volumes; cannot be changed later'),
  walStorage: z
    .strictObject({ size: byteQuantity, storageClass: objectName.optional() })
    .optional()
    .describe('Volume of its own for WAL; cannot be taken away later'),
  resources: z
    .strictObject({ requests: limits.optional(), limits: limits.optional() })
    .optional()
    .describe('Instead of those of the size'),
  affinity: affinity.optional().describe('Nodes to run on, and to keep off'),
  priorityClass: objectName.optional().describe('PriorityClass of the pods'),
  labels: keyed(metadataKeyProblem, labelValue)
    .optional()
    .describe('On everything that belongs to the database'),
  annotations: keyed(metadataKeyProblem, annotationValue)
    .optional()
    .describe('On everything that belongs to the database'),
  parameters: parametersSchema.optional().describe('postgresql.conf'),
  pgHba: z
    .array(hbaLine)
    .max(100)
    .optional()
    .describe(
      'Lines of pg_hba.conf, before the rule that lets in all with a password',
    ),
  initSqlAsOwner: z
    .string()
    .refine(text => Buffer.byteLength(text) <= MAX_OWNER_SQL, {
      message: `must be at most ${MAX_OWNER_SQL} bytes`,
    })
    .refine(beginsWithSql, { message: SQL_RULE })
    .optional()
    .describe(
      'SQL to run once in the new database, as its owner and in one transaction; it can be read by everybody who sees the database, so it must hold no password',
    ),
  initSql: z
    .string()
    .max(64 * 1024)
    .refine(beginsWithSql, { message: SQL_RULE })
    .optional()
    .describe(
      'SQL to run once in the new database, as superuser: for the platform team',
    ),
  initSqlConfigMap: z
    .strictObject({ name: objectName, key: dataKey })
    .optional()
    .describe('The same from a ConfigMap'),
  roles: z.array(role).max(100).optional().describe('Further roles'),
  databases: z
    .array(
      z.strictObject({
        name: databaseName,
        owner: roleName
          .optional()
          .describe('The user of the database unless given'),
        extensions: z.array(extensionName).optional(),
      }),
    )
    .max(100)
    .optional()
    .describe('Further databases'),
  pooler: pooler.optional().describe('PgBouncer in front of the database'),
  synchronous: z
    .strictObject({
      number: z.number().int().min(1).max(14),
      method: z.enum(['any', 'first']).optional(),
      durability: z
        .enum(['required', 'preferred'])
        .optional()
        .describe('required: writes wait where too few standbys are left'),
    })
    .optional()
    .describe('Standbys that have a write before it counts as done'),
  monitoring: z.boolean().optional().describe('PodMonitor for Prometheus'),
  tls: tls.optional().describe('Own certificates, and TLS alone'),
  backup: backup
    .optional()
    .describe('Target, schedule, retention; the configured ones unless given'),
  credentials: z
    .strictObject({
      cluster: z
        .string()
        .max(253)
        .regex(/^[A-Za-z0-9._-]+$/, {
          message: 'must be the name of a cluster',
        })
        .optional(),
      namespace: namespaceName.optional(),
    })
    .optional()
    .describe('Where the application finds Secret and ConfigMap'),
});
/** @see {@link optionsSchema} */
export type Options = z.output<typeof optionsSchema>;
