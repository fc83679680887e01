export { Restores } from './Restores';
export { planRestore } from './planRestore';
