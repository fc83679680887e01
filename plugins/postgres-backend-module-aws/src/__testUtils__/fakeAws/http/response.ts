import type { ServerResponse } from 'http';
import { type AwsError, HtmlError } from './AwsError';
import type { ReceivedCall } from './readCall';
import { element } from './toXml';

const requestId = '00000000-0000-4000-8000-000000000000';
const emptyResult = new Set([
  'AddTagsToResource',
  'RemoveTagsFromResource',
  'DeleteDBSubnetGroup',
  'DeleteDBParameterGroup',
]);

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
): void {
  response
    .writeHead(status, { 'content-type': type, 'x-amzn-requestid': requestId })
    .end(body);
}

/** Sends the result of a call in the protocol of its service: query or EC2 query (XML), or JSON 1.1. */
export function sendResult(
  response: ServerResponse,
  { service, action }: ReceivedCall,
  result: object,
): void {
  if (service === 'secretsmanager') {
    send(response, 200, 'application/x-amz-json-1.1', JSON.stringify(result));
    return;
  }
  const body =
    service === 'ec2'
      ? element(`${action}Response`, { requestId, ...result }, 'item')
      : element(`${action}Response`, {
          ...(emptyResult.has(action) ? {} : { [`${action}Result`]: result }),
          ResponseMetadata: { RequestId: requestId },
        });
  send(response, 200, 'text/xml', body);
}

/** Sends an error in the protocol of the service. */
export function sendError(
  response: ServerResponse,
  service: ReceivedCall['service'] | undefined,
  error: AwsError,
): void {
  const { code, message, status } = error;
  if (error instanceof HtmlError) {
    send(response, status, 'text/html', message);
    return;
  }
  if (service === 'secretsmanager') {
    send(
      response,
      status,
      'application/x-amz-json-1.1',
      JSON.stringify({ __type: code, message }),
    );
    return;
  }
  const described = { Code: code, Message: message };
  const body =
    service === 'ec2'
      ? element('Response', {
          Errors: { Error: described },
          RequestID: requestId,
        })
      : element('ErrorResponse', {
          Error: { Type: status < 500 ? 'Sender' : 'Receiver', ...described },
          RequestId: requestId,
        });
  send(response, status, 'text/xml', body);
}
