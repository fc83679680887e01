import {
  commonClasses,
  OptionClasses,
  type OptionRule,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { OPERATOR_ROLES } from './operatorNames';

const rules: Record<string, OptionRule> = {
  ...commonClasses(OPERATOR_ROLES),
  imageCatalog: 'platform',
  // Runs as superuser, which can run programs and read files in the pod (COPY … TO PROGRAM).
  initSql: 'platform',
  initSqlConfigMap: 'platform',
  'tls.only': 'free',
  'tls.altDnsNames': 'free',
  // Can name any Secret of the namespace as the key of the server.
  'tls.serverCaSecret': 'platform',
  'tls.serverSecret': 'platform',
  'tls.clientCaSecret': 'platform',
  'tls.replicationSecret': 'platform',
};

/** A change without `backup.folder` keeps the archive. */
export const optionClasses = new OptionClasses(rules, ['backup.folder']);
