/** What the tests on Kubernetes need: the programs of an API server, CRDs, recordings. */
const parts = [
  'KUBEBUILDER_ASSETS',
  'PGSTAGE_CRD_DIR',
  'PGSTAGE_RECORDINGS_DIR',
];

/** Variables that have to be set for the tests on Kubernetes. */
export const missingParts = parts.filter(name => !process.env[name]);
