import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { KubeConfig } from '@kubernetes/client-node';
import { ClusterConnection } from './ClusterConnection';

describe('ClusterConnection', () => {
  let opened: number;
  let server: http.Server;
  let connection: ClusterConnection;

  beforeEach(async () => {
    opened = 0;
    server = http
      .createServer((_, res) => res.end('{}'))
      .on('connection', () => {
        opened += 1;
      })
      .listen(0, '127.0.0.1');
    await once(server, 'listening');
    const kubeConfig = new KubeConfig();
    const { port } = server.address() as AddressInfo;
    kubeConfig.loadFromClusterAndUser(
      {
        name: 'test',
        server: `http://127.0.0.1:${port}`,
        // client-node speaks plain HTTP with this alone.
        skipTLSVerify: true,
      },
      { name: 'test' },
    );
    connection = new ClusterConnection(kubeConfig);
  });

  afterEach(async () => {
    connection.close();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  it('reads over one connection', async () => {
    await connection.json({ path: '/' });
    await connection.json({ path: '/' });

    expect(opened).toBe(1);
  });

  it.each(['POST', 'PATCH', 'DELETE'] as const)(
    'opens a connection for each %s, which could not be repeated if the server closed it',
    async method => {
      await connection.json({ method, path: '/', body: {} });
      await connection.json({ method, path: '/', body: {} });

      expect(opened).toBe(2);
    },
  );
});
