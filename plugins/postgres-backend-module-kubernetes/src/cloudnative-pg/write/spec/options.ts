import { z } from 'zod';
import {
  affinityOption,
  annotationValue,
  backupOption,
  beginsWithSql,
  byteQuantity,
  credentialsOption,
  dataKey,
  hbaLine,
  imageName,
  keyed,
  labelValue,
  objectName,
  ownerSqlOption,
  poolerOption,
  resourcesOption,
  SQL_RULE,
  synchronousOption,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { ownKeyProblem } from './operatorNames';
import { parametersSchema } from './parameters';

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
  resources: resourcesOption
    .optional()
    .describe('Instead of those of the size'),
  affinity: affinityOption
    .optional()
    .describe('Nodes to run on, and to keep off'),
  priorityClass: objectName.optional().describe('PriorityClass of the pods'),
  labels: keyed(ownKeyProblem, labelValue)
    .optional()
    .describe('On everything that belongs to the database'),
  annotations: keyed(ownKeyProblem, annotationValue)
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
  initSqlAsOwner: ownerSqlOption
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
  pooler: poolerOption
    .optional()
    .describe('PgBouncer in front of the database'),
  synchronous: synchronousOption
    .optional()
    .describe('Standbys that have a write before it counts as done'),
  monitoring: z.boolean().optional().describe('PodMonitor for Prometheus'),
  tls: tls.optional().describe('Own certificates, and TLS alone'),
  backup: backupOption
    .optional()
    .describe('Target, schedule, retention; the configured ones unless given'),
  credentials: credentialsOption
    .optional()
    .describe('Where the application finds Secret and ConfigMap'),
});
/** @see {@link optionsSchema} */
export type Options = z.output<typeof optionsSchema>;
