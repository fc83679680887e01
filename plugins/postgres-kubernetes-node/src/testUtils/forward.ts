import type { IncomingMessage, ServerResponse } from 'node:http';
import https, { type Agent } from 'node:https';

/** Forwards a request to an API server, and streams the response back. */
export function forward(
  target: { url: string; caData?: string },
  request: IncomingMessage,
  response: ServerResponse,
  agent?: Agent,
): void {
  const { host, ...headers } = request.headers;
  const upstream = https.request(
    `${target.url}${request.url}`,
    {
      method: request.method,
      headers,
      agent,
      ca: Buffer.from(target.caData ?? '', 'base64'),
    },
    answer => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      response.flushHeaders();
      answer.pipe(response);
    },
  );
  upstream.on('error', () => response.destroy());
  response.on('close', () => upstream.destroy());
  request.pipe(upstream);
}
