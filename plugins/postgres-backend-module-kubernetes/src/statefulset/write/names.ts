import {
  roleNameProblem,
  type NameRules,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { MAX_NAME_LENGTH } from '../model';

/** Rules for the names of databases: they are part of names of Services. */
export const nameRules: NameRules = {
  pattern: '^[a-z]([-a-z0-9]*[a-z0-9])?$',
  maxLength: MAX_NAME_LENGTH,
  rule: `must be at most ${MAX_NAME_LENGTH} lowercase letters, digits or -, start with a letter and not end with -`,
  roleProblem: name =>
    roleNameProblem(name, { names: [], prefixes: ['pgstage_'] }),
};
