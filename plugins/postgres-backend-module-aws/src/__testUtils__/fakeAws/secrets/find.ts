import { AwsError } from '../http/AwsError';
import type { Params } from '../http/Params';
import type { Region, SecretRecord } from '../state';

export function invalidRequest(message: string): AwsError {
  return new AwsError('InvalidRequestException', message);
}

export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}

/** A secret by name or ARN. @throws ResourceNotFoundException */
export function secretOf(params: Params, region: Region): SecretRecord {
  const id = params.text('SecretId') ?? '';
  const secret = [...region.secrets.values()].find(
    ({ arn, name }) => arn === id || name === id,
  );
  if (!secret) {
    throw new AwsError(
      'ResourceNotFoundException',
      "Secrets Manager can't find the specified secret.",
    );
  }
  return secret;
}

/** A secret that can be used: one that is scheduled for deletion cannot ("DeleteSecret", Secrets Manager API Reference). */
export function usableSecret(params: Params, region: Region): SecretRecord {
  const secret = secretOf(params, region);
  if (secret.deletedAt) {
    throw invalidRequest(
      "You can't perform this operation on the secret because it was marked for deletion.",
    );
  }
  return secret;
}

/** A secret whose value its user may change: not one that RDS manages ("Secrets managed by other AWS services"). */
export function ownSecret(params: Params, region: Region): SecretRecord {
  const secret = usableSecret(params, region);
  if (secret.owningService) {
    throw invalidRequest(
      `You can't perform this operation on the secret because it is managed by ${secret.owningService}.`,
    );
  }
  return secret;
}

/** Times of the JSON protocol are seconds since 1970. */
export function epoch(time: Date | undefined): number | undefined {
  return time && time.getTime() / 1000;
}
