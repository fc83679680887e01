/** What the tests on Kubernetes need: programs of an API server, CRDs, recordings. */
const parts = [
  'KUBEBUILDER_ASSETS',
  'PGSTAGE_CRD_DIR',
  'PGSTAGE_RECORDINGS_DIR',
];

/** Variables that would have to be set for the tests on Kubernetes. */
export const missingParts = parts.filter(name => !process.env[name]);
