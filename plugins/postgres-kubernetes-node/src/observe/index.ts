export { Deadlines } from './Deadlines';
export { type Cause, byWeight } from './cause';
export { parseGoTime } from './goTime';
