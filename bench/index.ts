export { full, quick } from './plan';
export { renderReport } from './report/renderReport';
export { runBench } from './runBench';
