import path from 'node:path';

const dataDir = path.join(__dirname, '../../.pgstage/e2e');
const [app, backend, primary, standby] = (
  process.env.PGSTAGE_E2E_PORTS || '3210,7210,5610,5611'
)
  .split(',')
  .map(Number);
const ports = { app, backend, primary, standby };

/** A separate demo for the tests, beside one that may already be running. */
export const demo = {
  root: path.join(__dirname, '../..'),
  dataDir,
  ports,
  appUrl: `http://localhost:${ports.app}`,
  apiUrl: `http://localhost:${ports.backend}/api`,
  credentials: path.join(dataDir, 'credentials'),
  /** Kubeconfigs of the demo's Kubernetes: that of Backstage, and that of the administrator. */
  kubeconfig: path.join(dataDir, 'kubeconfig'),
  adminKubeconfig: path.join(dataDir, 'admin.kubeconfig'),
  env: {
    PGSTAGE_DATA_DIR: dataDir,
    PGSTAGE_APP_PORT: String(ports.app),
    PGSTAGE_BACKEND_PORT: String(ports.backend),
    PGSTAGE_POSTGRES_PORT: String(ports.primary),
    PGSTAGE_STANDBY_PORT: String(ports.standby),
  },
};
