/**
 * Returns the minimal configuration with every provider and credential store.
 * Only the recording API server can be reached, see apiServer.mjs: nothing
 * listens on port 1.
 */
export function sampleConfig({ apiServer, credentialsDirectory }) {
  return {
    aws: {
      accounts: [
        {
          accountId: '123456789012',
          accessKeyId: 'key',
          secretAccessKey: 'secret',
        },
      ],
    },
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
        'aws-rds': {
          credentialStore: 'kubernetes',
          accounts: [
            {
              accountId: '123456789012',
              regions: [
                {
                  region: 'eu-west-1',
                  network: { vpcId: 'vpc-0a', subnetGroup: 'databases' },
                  endpoint: 'http://127.0.0.1:1',
                },
              ],
            },
          ],
        },
        server: {
          servers: [
            {
              id: 'main',
              connection: { host: '127.0.0.1', port: 1, user: 'x' },
            },
          ],
        },
        statefulset: {},
      },
      credentialStores: { file: { directory: credentialsDirectory } },
    },
  };
}
