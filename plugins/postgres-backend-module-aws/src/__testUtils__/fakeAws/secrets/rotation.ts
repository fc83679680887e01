import type { Handler } from '../Call';
import { rotate } from './managed';
import { invalidParameter, invalidRequest, usableSecret } from './find';

/**
 * "RotateSecret" (Secrets Manager API Reference): a managed secret takes no
 * Lambda function, a schedule is days or an expression, and rotation starts
 * immediately unless RotateImmediately is false.
 */
export const rotateSecret: Handler = ({ params, region, clock }) => {
  const secret = usableSecret(params, region);
  if (secret.owningService !== 'rds') {
    throw invalidRequest(
      'No Lambda rotation function ARN is associated with this secret.',
    );
  }
  if (params.has('RotationLambdaARN')) {
    throw invalidRequest(
      'RotationLambdaARN must be omitted for a secret with managed rotation.',
    );
  }
  params.text('ClientRequestToken');
  if (params.has('RotationRules')) {
    const rules = params.struct('RotationRules');
    const days = rules.number('AutomaticallyAfterDays');
    const expression = rules.text('ScheduleExpression');
    if ((days === undefined) === (expression === undefined)) {
      throw invalidParameter(
        'Specify either AutomaticallyAfterDays or ScheduleExpression.',
      );
    }
    if (days !== undefined && (days < 1 || days > 1000)) {
      throw invalidParameter('AutomaticallyAfterDays must be 1 to 1000.');
    }
    const rate = /^rate\((\d+) days?\)$/.exec(expression ?? '');
    secret.rotationRules = {
      AutomaticallyAfterDays: days,
      ScheduleExpression: expression,
      Duration: rules.text('Duration'),
    };
    const every = days ?? (rate ? Number(rate[1]) : undefined);
    secret.nextRotation = every
      ? new Date(clock.now().getTime() + every * 86_400_000)
      : undefined;
  }
  if (params.flag('RotateImmediately') ?? true) {
    rotate(region, clock, secret);
  }
  return { ARN: secret.arn, Name: secret.name };
};

export const cancelRotateSecret: Handler = ({ params, region }) => {
  const secret = usableSecret(params, region);
  secret.rotationRules = undefined;
  secret.nextRotation = undefined;
  return { ARN: secret.arn, Name: secret.name };
};
