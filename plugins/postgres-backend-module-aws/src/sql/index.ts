export type { LoginState } from './LoginChecks';
export type { SqlFacts } from './LoginAttempt';
export { triesLogins } from './loginOf';
export { RegionLogins, type RegionLoginOptions } from './RegionLogins';
