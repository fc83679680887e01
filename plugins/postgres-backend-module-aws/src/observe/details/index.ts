export { readDetails } from './readDetails';
export { readSecrets } from './readSecrets';
export { readSnapshots, snapshotFacts } from './readSnapshots';
export { readWindows } from './readWindows';
