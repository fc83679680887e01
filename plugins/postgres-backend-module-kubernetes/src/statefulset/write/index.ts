export { change } from './change';
export { create } from './create';
export { nameRules } from './names';
export { followUpRules, orphans, reconcileRules } from './reconcile';
export { optionsSchema, SPEC_FIELDS } from './resolveSpec';
export { recordedPlan } from './plans';
