import {
  commonClasses,
  OptionClasses,
  type OptionRule,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { OPERATOR_ROLES } from './operatorNames';

const rules: Record<string, OptionRule> = {
  ...commonClasses(OPERATOR_ROLES),
  imageCatalog: 'platform',
  // Run as superuser: programs in the pod (COPY … TO PROGRAM) and files of it.
  initSql: 'platform',
  initSqlConfigMap: 'platform',
  'tls.only': 'free',
  'tls.altDnsNames': 'free',
  // Any Secret of the namespace, served as the server's own key.
  'tls.serverCaSecret': 'platform',
  'tls.serverSecret': 'platform',
  'tls.clientCaSecret': 'platform',
  'tls.replicationSecret': 'platform',
};

/** Without a folder the archive stays where it is. */
export const optionClasses = new OptionClasses(rules, ['backup.folder']);
