export { ServerConnections, systemOf } from './ServerConnections';
