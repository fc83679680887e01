import {
  UpstreamError,
  UpstreamForbiddenError,
  UpstreamRefusedError,
} from '@pgstage/backstage-plugin-postgres-common';

/** The call that failed, for the message. */
export interface FailedCall {
  /** For example `Amazon RDS in 123456789012/eu-west-1`. */
  system: string;
  /** IAM action of the call, for example `rds:CreateDBInstance`. */
  action: string;
}

const FORBIDDEN = new Set([
  ...['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation'],
]);
const EXPIRED = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
]);
/** What to do about credentials and keys that AWS does not accept, by the name of the error. */
const CREDENTIALS = new Map(
  Object.entries({
    CredentialsProviderError:
      'Ask the administrator of Backstage to check the credentials under aws.accounts, and whether Backstage can reach AWS STS',
    ...entries(
      ['InvalidClientTokenId', 'UnrecognizedClientException', 'AuthFailure'],
      'The access key does not exist or is inactive: ask the administrator of Backstage to check it under aws.accounts',
    ),
    ...entries(
      [
        'SignatureDoesNotMatch',
        'InvalidSignatureException',
        'IncompleteSignature',
      ],
      'The secret key is wrong, or the clock of Backstage: ask the administrator of Backstage to check both',
    ),
    OptInRequired:
      'Ask the owner of the account to enable the service and the region',
    KMSKeyNotAccessibleFault:
      'Ask the owner of the account whether the KMS key is enabled, and to allow kms:DescribeKey and kms:CreateGrant on it for the role of Backstage',
  }),
);
/** Source: `THROTTLING_ERROR_CODES` of `@smithy/service-error-classification`. */
const THROTTLED = new Set([
  ...['Throttling', 'ThrottlingException', 'RequestLimitExceeded'],
  ...['TooManyRequestsException', 'RequestThrottled', 'SlowDown'],
  ...[
    'ThrottledException',
    'RequestThrottledException',
    'BandwidthLimitExceeded',
  ],
]);
const CAPACITY = new Set([
  ...['InsufficientDBInstanceCapacityFault', 'InsufficientDBInstanceCapacity'],
  ...['ProvisionedIopsNotAvailableInAZFault'],
  ...['InsufficientAvailableIPsInSubnetFault'],
]);
const BUSY = new Set([
  ...['InvalidDBInstanceStateFault', 'InvalidDBSnapshotStateFault'],
  'DependencyViolation',
]);

/** Names of errors about a response that is not of AWS, for example the page of a proxy. Each error of AWS has a name of its own. */
const UNNAMED = new Set(['Error', 'SyntaxError']);

interface SdkError extends Error {
  $metadata?: { httpStatusCode?: number };
}

/** Returns the name of an error of the SDK: its class, or the code in the response for an error without one. */
export function awsErrorName(error: unknown): string | undefined {
  return error instanceof Error ? error.name : undefined;
}

/**
 * Converts an error of the SDK to an error of `postgres-common` with a complete
 * message. Depends only on its name and status, never on its message.
 */
export function mapAwsError(error: unknown, call: FailedCall): Error {
  const { system, action } = call;
  const name = awsErrorName(error) ?? 'Error';
  const status = (error as SdkError).$metadata?.httpStatusCode;
  const detail =
    status !== undefined && UNNAMED.has(name)
      ? `${action}: HTTP ${status}, without a response of AWS`
      : `${action}: ${name}${messageOf(error)}`;
  if (FORBIDDEN.has(name))
    return new UpstreamForbiddenError(
      system,
      detail,
      `Allow ${action} for the role of Backstage, as in deploy/aws of pgstage`,
    );
  if (EXPIRED.has(name))
    return new UpstreamError(
      system,
      detail,
      'The credentials of Backstage have expired: repeat the request after they are renewed',
    );
  const credentials = CREDENTIALS.get(name);
  if (credentials)
    return new UpstreamForbiddenError(system, detail, credentials);
  if (THROTTLED.has(name))
    return new UpstreamError(
      system,
      detail,
      'AWS limits the rate of calls: repeat the request in a minute',
    );
  if (/QuotaExceeded|LimitExceeded/.test(name))
    return new UpstreamRefusedError(
      system,
      detail,
      'Remove resources that are no longer needed, or ask the owner of the account for a higher quota',
    );
  if (CAPACITY.has(name))
    return new UpstreamRefusedError(
      system,
      detail,
      'Choose another size, or repeat the request later',
    );
  if (BUSY.has(name))
    return new UpstreamRefusedError(
      system,
      detail,
      'Wait until a change in progress has ended, then repeat the request; start a stopped instance first',
    );
  // A successful status: the connection broke within the response.
  if (status === undefined || status < 300)
    return new UpstreamError(
      system,
      detail,
      'Check that Backstage can connect to it, then repeat the request',
    );
  return status >= 500
    ? new UpstreamError(system, detail, 'Repeat the request')
    : new UpstreamRefusedError(
        system,
        detail,
        'Correct the request, or ask the owner of the account for help',
      );
}

function entries(names: string[], hint: string): Record<string, string> {
  return Object.fromEntries(names.map(name => [name, hint]));
}

/** Returns the message of AWS in one line, without the encoded authorization message of EC2: it has kilobytes, and only an administrator can decode it. */
function messageOf(error: unknown): string {
  const text =
    error instanceof Error
      ? error.message.split(/\n| Encoded authorization failure message:/)[0]
      : '';
  return text ? `: ${text.slice(0, 500)}` : '';
}
