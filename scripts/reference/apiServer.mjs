import { once } from 'node:events';
import { createServer } from 'node:http';

const NAMED = /\/namespaces\/[^/]+\/[a-z]+\/[^/]+$/;

/** Starts an empty Kubernetes API server that accepts everything and records what is applied. */
export async function startApiServer() {
  const applied = [];
  const server = createServer(async (req, res) => {
    const chunks = [];
    for await (const chunk of req) chunks.push(chunk);
    const { pathname, searchParams } = new URL(req.url, 'http://localhost');
    const respond = (status, body) => {
      res.writeHead(status, { 'Content-Type': 'application/json' });
      res.end(JSON.stringify(body));
    };
    if (req.method === 'PATCH') {
      const object = JSON.parse(Buffer.concat(chunks));
      if (!searchParams.has('dryRun')) applied.push(object);
      respond(200, object);
    } else if (!NAMED.test(pathname)) {
      respond(200, { metadata: { resourceVersion: '1' }, items: [] });
    } else {
      respond(404, { kind: 'Status', code: 404, reason: 'NotFound' });
    }
  });
  // Rendering takes long on a busy machine, and a connection that is closed
  // while the client reuses it is an error.
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    applied,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
