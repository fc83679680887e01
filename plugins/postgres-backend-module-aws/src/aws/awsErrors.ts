import {
  UpstreamError,
  UpstreamForbiddenError,
  UpstreamRefusedError,
} from '@pgstage/backstage-plugin-postgres-common';

/** Which call failed, for the message. */
export interface FailedCall {
  /** For example `Amazon RDS in 123456789012/eu-west-1`. */
  system: string;
  /** IAM action of the call, for example `rds:CreateDBInstance`. */
  action: string;
}

const FORBIDDEN = new Set([
  ...['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation'],
  'KMSKeyNotAccessibleFault',
]);
const EXPIRED = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
]);
const BAD_CREDENTIALS = new Set([
  ...['InvalidClientTokenId', 'UnrecognizedClientException', 'AuthFailure'],
  ...['SignatureDoesNotMatch', 'InvalidSignatureException', 'OptInRequired'],
  ...['CredentialsProviderError', 'IncompleteSignature'],
]);
/** As `@smithy/service-error-classification` lists them. */
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

interface SdkError extends Error {
  $metadata?: { httpStatusCode?: number };
}

/** The name of an error of AWS, which is the code on the wire or the class of it. */
export function awsErrorName(error: unknown): string | undefined {
  return error instanceof Error ? error.name : undefined;
}

/**
 * Turns an error of the SDK into one that stands alone, by its name and status
 * and never by its message.
 */
export function mapAwsError(error: unknown, call: FailedCall): Error {
  const { system, action } = call;
  const name = awsErrorName(error) ?? 'Error';
  const said = `${action}: ${name}${messageOf(error)}`;
  if (FORBIDDEN.has(name))
    return new UpstreamForbiddenError(
      system,
      said,
      `Allow ${action} for the role of Backstage, as in deploy/aws of pgstage`,
    );
  if (EXPIRED.has(name))
    return new UpstreamError(
      system,
      said,
      'The credentials of Backstage have expired: repeat the request once they are renewed',
    );
  if (BAD_CREDENTIALS.has(name))
    return new UpstreamForbiddenError(
      system,
      said,
      'Ask the administrator of Backstage to check the credentials under aws.accounts',
    );
  if (THROTTLED.has(name))
    return new UpstreamError(
      system,
      said,
      'AWS limits the rate of calls: repeat the request in a minute',
    );
  if (/QuotaExceeded|LimitExceeded/.test(name))
    return new UpstreamRefusedError(
      system,
      said,
      'Remove what is no longer needed, or ask the owner of the account for a higher quota',
    );
  if (CAPACITY.has(name))
    return new UpstreamRefusedError(
      system,
      said,
      'Choose another size, or repeat the request later',
    );
  if (BUSY.has(name))
    return new UpstreamRefusedError(
      system,
      said,
      'Wait until the change in progress has ended, then repeat the request',
    );
  const status = (error as SdkError).$metadata?.httpStatusCode;
  if (status === undefined)
    return new UpstreamError(
      system,
      said,
      'Check that Backstage can reach it, then repeat the request',
    );
  return status >= 500
    ? new UpstreamError(system, said, 'Repeat the request')
    : new UpstreamRefusedError(
        system,
        said,
        'Correct the request, or ask the owner of the account',
      );
}

/** What AWS said, in one line. EC2 encodes the reason of a refusal in kilobytes of text that only an administrator can decode. */
function messageOf(error: unknown): string {
  const text =
    error instanceof Error
      ? error.message.split(/\n| Encoded authorization failure message:/)[0]
      : '';
  return text ? `: ${text.slice(0, 500)}` : '';
}
