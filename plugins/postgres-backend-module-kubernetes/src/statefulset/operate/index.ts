export { restart } from './restart';
export { revealCredentials } from './revealCredentials';
export type { Target } from './target';
export { rotatePassword } from './rotatePassword';
