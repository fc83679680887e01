export { connectionOf } from './connectionOf';
