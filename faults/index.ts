export { runEpisode } from './history/runEpisode';
export { judge } from './judge';
export { knownFailures } from './knownFailures';
export {
  allRounds,
  links,
  faults,
  randomFor,
  randomOf,
  sampleOf,
} from './plan';
export { renderReport } from './report/renderReport';
export { cellProblems } from './round/cellProblems';
export { runRound } from './round/runRound';
export {
  outageShownAfter,
  recoveryShownAfter,
  viewProblems,
} from './round/viewProblems';
export { startStage } from './stage/startStage';
