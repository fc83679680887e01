export { formOptions } from './formOptions';
export { locationsOf, type LocationRules } from './locations';
export { advancedOption, affinityForm, poolerForm } from './optionForms';
export { runsInitSql } from './runsInitSql';
export { toFormSchema } from './toFormSchema';
