import type { IncomingMessage } from 'http';
import { AwsError } from './AwsError';
import { Params, type Values } from './Params';
import { parseQuery } from './parseQuery';

export type Service = 'rds' | 'ec2' | 'secretsmanager';

/** The caller and the action, from the signature and the body of a request. */
export interface ReceivedCall {
  service: Service;
  action: string;
  account: string;
  region: string;
  params: Params;
}

const services: readonly string[] = ['rds', 'ec2', 'secretsmanager'];

/**
 * Reads service, region and account from the credential scope of the
 * signature ("Authenticating Requests (AWS Signature Version 4)"), so that one
 * endpoint serves all accounts and regions. The signature is not checked. The
 * access key names the account: `AKIA` and its twelve digits; any other key is
 * of the account 123456789012.
 *
 * @throws AwsError - for a request without such a signature
 */
export function readCall(request: IncomingMessage, body: string): ReceivedCall {
  const scope =
    /Credential=([^/]+)\/\d+\/([a-z0-9-]+)\/([a-z0-9]+)\/aws4_request/.exec(
      request.headers.authorization ?? '',
    );
  if (!scope || !services.includes(scope[3])) {
    throw new AwsError(
      'MissingAuthenticationToken',
      'Request is missing Authentication Token',
      403,
    );
  }
  const [, key, region, service] = scope;
  const account = /^AKIA(\d{12})$/.exec(key)?.[1] ?? '123456789012';
  const call = { account, region, service: service as Service };
  if (service === 'secretsmanager') {
    const target = String(request.headers['x-amz-target']);
    return {
      ...call,
      action: target.replace(/^secretsmanager\./, ''),
      params: new Params(JSON.parse(body) as Values),
    };
  }
  const { Action, Version, ...values } = parseQuery(body);
  return { ...call, action: String(Action), params: new Params(values) };
}
