/**
 * The least configuration with which every provider and credential store
 * exists. Nothing here is reached but the recording API server, see
 * apiServer.mjs: on port 1 nobody listens.
 */
export function sampleConfig({ apiServer, credentialsDirectory }) {
  return {
    postgres: {
      kubernetes: {
        clusters: [
          {
            name: 'prod-eu',
            url: apiServer,
            serviceAccountToken: 'token',
            skipTLSVerify: true,
          },
        ],
        credentialStore: { cluster: 'prod-eu', namespace: 'orders' },
      },
      providers: {
        server: {
          servers: [
            {
              id: 'main',
              connection: { host: '127.0.0.1', port: 1, user: 'x' },
            },
          ],
        },
      },
      credentialStores: { file: { directory: credentialsDirectory } },
    },
  };
}
