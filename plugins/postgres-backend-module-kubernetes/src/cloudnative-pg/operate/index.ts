export { createBackup } from './createBackup';
export { fence } from './fence';
export { hibernate } from './hibernate';
export { destroyInstance } from './destroyInstance';
export { restart } from './restart';
export { restore } from './restore';
export { revealCredentials, rotatePassword } from './credentials';
export { switchover } from './switchover';
