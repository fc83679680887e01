/** An error as AWS returns it: code on the wire, HTTP status, message. */
export class AwsError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status: number = 400,
  ) {
    super(message);
    this.name = 'AwsError';
  }
}

/** A response of a proxy or load balancer in front of AWS. */
export class HtmlError extends AwsError {
  constructor(html: string, status = 500) {
    super('HtmlError', html, status);
  }
}

// The codes are those of the RDS API Reference ("Common Errors" and the errors
// of each action). RDS does not document its messages: tests must not pin them.

export function invalidValue(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message);
}

export function invalidCombination(message: string): AwsError {
  return new AwsError('InvalidParameterCombination', message);
}

export function invalidState(message: string): AwsError {
  return new AwsError('InvalidDBInstanceState', message);
}

export function notFound(code: string, message: string): AwsError {
  return new AwsError(code, message, 404);
}

export function missing(parameter: string): AwsError {
  return new AwsError(
    'MissingParameter',
    `The request must contain the parameter ${parameter}`,
  );
}
