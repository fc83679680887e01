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
      .describe('Secret with ca.crt of a custom certificate authority'),
    serverSecret: objectName
      .optional()
      .describe('Secret with tls.crt and tls.key of the server'),
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
      .describe('Additional DNS names in the certificate of the operator'),
  })
  // The operator's webhook (validateCerts) requires both together.
  .refine(
    ({ serverSecret, serverCaSecret }) => !serverSecret || serverCaSecret,
    {
      path: ['serverCaSecret'],
      message: 'is required with serverSecret',
    },
  )
  .refine(
    ({ serverSecret, altDnsNames }) => !serverSecret || !altDnsNames?.length,
    {
      path: ['altDnsNames'],
      message:
        'cannot be combined with serverSecret, whose certificate has its own names',
    },
  )
  .refine(
    ({ replicationSecret, clientCaSecret }) =>
      !replicationSecret || clientCaSecret,
    {
      path: ['clientCaSecret'],
      message: 'is required with replicationSecret',
    },
  );

/** `spec.options` of this provider. */
export const optionsSchema = z.strictObject({
  image: imageName
    .optional()
    .describe('Image to use instead of the default image of the version'),
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
      'Secrets in the namespace of the database, in addition to the configured ones',
    ),
  storageClass: objectName
    .optional()
    .describe('Storage class of the volumes; cannot be changed later'),
  walStorage: z
    .strictObject({ size: byteQuantity, storageClass: objectName.optional() })
    .optional()
    .describe('Separate volume for WAL; cannot be removed later'),
  resources: resourcesOption
    .optional()
    .describe('Resources to use instead of those of the size'),
  affinity: affinityOption
    .optional()
    .describe('Nodes to run on, and nodes to avoid'),
  priorityClass: objectName.optional().describe('PriorityClass of the pods'),
  labels: keyed(ownKeyProblem, labelValue)
    .optional()
    .describe('Labels of all objects of the database'),
  annotations: keyed(ownKeyProblem, annotationValue)
    .optional()
    .describe('Annotations of all objects of the database'),
  parameters: parametersSchema
    .optional()
    .describe('Parameters of postgresql.conf'),
  pgHba: z
    .array(hbaLine)
    .max(100)
    .optional()
    .describe(
      'Lines of pg_hba.conf, before the rule that allows all logins with a password',
    ),
  initSqlAsOwner: ownerSqlOption
    .optional()
    .describe(
      'SQL to run once in the new database, as its owner and in one transaction; everybody who can read the database can read it, so it must not contain a password',
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
    .describe('The same, read from a ConfigMap'),
  pooler: poolerOption
    .optional()
    .describe('PgBouncer in front of the database'),
  synchronous: synchronousOption
    .optional()
    .describe('Standbys that must confirm a commit'),
  monitoring: z.boolean().optional().describe('PodMonitor for Prometheus'),
  tls: tls
    .optional()
    .describe('Custom certificates, and whether TLS is required'),
  backup: backupOption
    .optional()
    .describe(
      'Target, schedule and retention; the configured ones unless given',
    ),
  credentials: credentialsOption
    .optional()
    .describe('Location of the Secret and ConfigMap for the application'),
});
/** @see {@link optionsSchema} */
export type Options = z.output<typeof optionsSchema>;
