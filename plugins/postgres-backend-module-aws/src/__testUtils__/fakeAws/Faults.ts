import { AwsError } from './http/AwsError';
import type { ReceivedCall, Service } from './http/readCall';

/**
 * The fault of a call. `lost` runs it and closes the connection, `late` runs it and
 * sends no response, `hang` does not run it and sends no response.
 */
export type FaultKind =
  | 'throttling'
  | 'unavailable'
  | 'expired-token'
  | 'access-denied'
  | 'lost'
  | 'late'
  | 'hang';

export interface Fault {
  /** A kind of fault, or the error of AWS. */
  kind: FaultKind | AwsError;
  /** Absent for all actions. */
  action?: string;
  account?: string;
  region?: string;
  /** Number of calls; absent until it is removed. */
  times?: number;
}

type ErrorOf = (call: ReceivedCall) => AwsError;

function denied({ service, action, account, region }: ReceivedCall): string {
  return (
    `User: arn:aws:sts::${account}:assumed-role/pgstage/backstage is not authorized to perform: ${service}:${action} ` +
    `on resource: arn:aws:${service}:${region}:${account}:* ` +
    `because no identity-based policy allows the ${service}:${action} action`
  );
}

function always(code: string, message: string, status?: number): ErrorOf {
  return () => new AwsError(code, message, status);
}

/** Codes and statuses: "Common Errors" of the API references of RDS and Secrets Manager, and "Error codes for the Amazon EC2 API". */
const errors: Partial<Record<FaultKind, Record<Service, ErrorOf>>> = {
  throttling: {
    rds: always('Throttling', 'Rate exceeded'),
    ec2: always('RequestLimitExceeded', 'Request limit exceeded.', 503),
    secretsmanager: always('ThrottlingException', 'Rate exceeded'),
  },
  unavailable: {
    rds: always('ServiceUnavailable', 'Service is unavailable.', 503),
    ec2: always('Unavailable', 'The service is unavailable.', 503),
    secretsmanager: always('ServiceUnavailable', 'Try again.', 503),
  },
  'expired-token': {
    rds: always(
      'ExpiredToken',
      'The security token included in the request is expired',
      403,
    ),
    ec2: always('RequestExpired', 'Request has expired.'),
    secretsmanager: always(
      'ExpiredTokenException',
      'The security token included in the request is expired',
    ),
  },
  // "Troubleshooting access denied error messages" (IAM User Guide).
  'access-denied': {
    rds: call => new AwsError('AccessDenied', denied(call), 403),
    ec2: call =>
      new AwsError(
        'UnauthorizedOperation',
        `You are not authorized to perform this operation. ${denied(call)}`,
        403,
      ),
    secretsmanager: call => new AwsError('AccessDeniedException', denied(call)),
  },
};

/** Faults that a test has added. The first one that matches a call applies. */
export class Faults {
  private readonly faults: Array<Fault & { left: number }> = [];

  /** Adds a fault. Returns a function that removes it. */
  add(fault: Fault): () => void {
    const added = { ...fault, left: fault.times ?? Infinity };
    this.faults.push(added);
    return () => {
      added.left = 0;
    };
  }

  /** Returns the fault of a call, and counts it. */
  take(call: ReceivedCall): Fault['kind'] | undefined {
    const fault = this.faults.find(
      ({ left, action, account, region }) =>
        left > 0 &&
        (!action || action === call.action) &&
        (!account || account === call.account) &&
        (!region || region === call.region),
    );
    if (fault) {
      fault.left -= 1;
    }
    return fault?.kind;
  }

  /** Returns the error of AWS for a fault; undefined for faults of the connection. */
  static errorOf(
    kind: Fault['kind'] | undefined,
    call: ReceivedCall,
  ): AwsError | undefined {
    return kind instanceof AwsError
      ? kind
      : kind && errors[kind]?.[call.service](call);
  }
}
