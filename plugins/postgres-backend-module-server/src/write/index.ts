export { bindDatabase } from './bindDatabase';
export { changeDatabase } from './changeDatabase';
export { checkSpec, SPEC_FIELDS, type ServerSpec } from './checkSpec';
export { createDatabase } from './createDatabase';
export { revealCredentials } from './credentials';
export { reconcileServer } from './reconcile';
export type { CheckedRequest } from './planCreate';
export { removeDatabase } from './removeDatabase';
export {
  beginRestore,
  failRestore,
  finishRestore,
  type RestoreAttempt,
} from './restoreDatabase';
export { rotateLogin } from './rotateLogin';
export { rotatePassword } from './rotatePassword';
export { serverOptionsSchema } from './serverOptions';
export { requireComplete, type WriteContext } from './WriteContext';
