export { full, quick } from './plan';
export { renderReport } from './report/renderReport';
export { readVersions } from './report/versions';
export { runBench } from './runBench';
