export { change } from './change';
export { create } from './create';
export { nameRules } from './names';
export { followUpRules, reconcileRules } from './reconcile';
export { beginRemoval, orphans } from './remove';
export { optionsSchema, SPEC_FIELDS } from './resolveSpec';
export { recordedPlan } from './plans';
