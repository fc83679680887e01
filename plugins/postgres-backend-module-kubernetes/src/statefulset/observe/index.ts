export { connectionOf } from './connection';
export { evaluate, toDatabase } from './evaluate';
export { evidence, healthOf } from './health';
export { observe } from './observe';
export { operationsOf } from './operationsOf';
export { nextRestart } from './restarts';
