import { z } from 'zod';
import { dataKey, objectName } from './text';

const secretName = objectName.describe(
  'Secret with the credentials, in the namespace of the database',
);

/** A location in an object store, without credentials. */
const path = (scheme: string) =>
  z
    .string()
    .regex(new RegExp(`^${scheme}://[A-Za-z0-9._-]+(/[A-Za-z0-9._/-]*)?$`), {
      message: `must look like ${scheme}://bucket/folder`,
    });

const s3 = z
  .strictObject({
    type: z.literal('s3'),
    path: path('s3').describe('For example s3://backups/postgres'),
    endpoint: z
      .string()
      .max(500)
      .regex(
        /^https?:\/\/([A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(:\d{1,5})?(\/[A-Za-z0-9._~/-]*)?$/,
        { message: 'must be an http or https URL' },
      )
      .optional()
      .describe('URL of a store other than Amazon S3, without the bucket'),
    region: z
      .string()
      .regex(/^[a-z0-9-]{1,63}$/, { message: 'must be the name of a region' })
      .optional(),
    pathStyle: z
      .boolean()
      .optional()
      .describe(
        'Whether the path of the URL contains the bucket: always with an endpoint, never without one',
      ),
    ca: z
      .strictObject({ secret: objectName, key: dataKey.default('ca.crt') })
      .optional()
      .describe(
        'Custom certificate authority of the endpoint, in a Secret in the namespace of the database',
      ),
    credentials: z
      .strictObject({
        secret: secretName,
        accessKeyId: dataKey.default('ACCESS_KEY_ID'),
        secretAccessKey: dataKey.default('ACCESS_SECRET_KEY'),
      })
      .optional()
      .describe("The role of the pod's service account unless given"),
  })
  // boto3 uses path style if and only if an endpoint is set, and Barman has
  // no option for it.
  .refine(
    ({ endpoint, pathStyle }) =>
      pathStyle === undefined || pathStyle === Boolean(endpoint),
    {
      path: ['pathStyle'],
      message:
        'must be true with an endpoint and false without: Barman supports nothing else',
    },
  )
  .refine(({ endpoint, ca }) => !ca || endpoint?.startsWith('https:'), {
    path: ['ca'],
    message: 'must be omitted unless the endpoint is https',
  });

const gcs = z.strictObject({
  type: z.literal('gcs'),
  path: path('gs').describe('For example gs://backups/postgres'),
  credentials: z
    .strictObject({
      secret: secretName,
      key: dataKey.default('gcsCredentials'),
    })
    .optional()
    .describe("The identity of the pod's service account unless given"),
});

const azure = z.strictObject({
  type: z.literal('azure'),
  path: path('https').describe(
    'For example https://account.blob.core.windows.net/backups',
  ),
  credentials: z
    .strictObject({
      secret: secretName,
      connectionString: dataKey.optional(),
      storageAccount: dataKey.optional(),
      storageKey: dataKey.optional(),
      storageSasToken: dataKey.optional(),
    })
    .refine(
      keys =>
        keys.connectionString
          ? !(keys.storageAccount || keys.storageKey || keys.storageSasToken)
          : keys.storageAccount &&
            Boolean(keys.storageKey) !== Boolean(keys.storageSasToken),
      {
        message:
          'must name the key of a connectionString, or of a storageAccount with either storageKey or storageSasToken',
      },
    )
    .optional()
    .describe("The identity of the pod's service account unless given"),
});

const volumeSnapshot = z.strictObject({
  type: z.literal('volumeSnapshot'),
  className: objectName.describe('VolumeSnapshotClass'),
  walClassName: objectName.optional(),
});

/** Where backups go. @public */
export const backupTargetSchema = z.discriminatedUnion('type', [
  s3,
  gcs,
  azure,
  volumeSnapshot,
]);
/** @see {@link backupTargetSchema} @public */
export type BackupTarget = z.output<typeof backupTargetSchema>;
