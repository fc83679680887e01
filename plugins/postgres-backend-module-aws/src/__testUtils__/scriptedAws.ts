import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** A response of an AWS service. */
export interface ScriptedResponse {
  status?: number;
  body: string;
}

/** An error of the query protocol, as Amazon RDS sends it. */
export const queryError = (
  code: string,
  message: string,
  status = 400,
): ScriptedResponse => ({
  status,
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
});

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** Starts an HTTP server for the query protocol. Sends no response if `respond` returns undefined. */
export async function startScriptedAws(
  respond: (parameters: URLSearchParams) => ScriptedResponse | undefined,
) {
  const calls: string[] = [];
  const server = createServer(async (request, response) => {
    const parameters = new URLSearchParams(await textOf(request));
    calls.push(parameters.get('Action') ?? '');
    const given = respond(parameters);
    if (!given) return;
    response.writeHead(given.status ?? 200, { 'content-type': 'text/xml' });
    response.end(given.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    calls,
    stop: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
