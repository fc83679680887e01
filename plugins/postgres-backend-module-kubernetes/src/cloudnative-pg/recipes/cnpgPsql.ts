import type { Recipe } from '@pgstage/backstage-plugin-postgres-common';
import {
  chooseContext,
  contextNote,
  databaseOf,
  kubectl,
  type Login,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';

/** For those who operate: a superuser, by the operator's own tool. */
export function cnpgPsql(login: Login): Recipe {
  const { namespace, name } = login;
  const words = ['cnpg', 'psql', name, '--', '-d', databaseOf(login)];
  return {
    id: 'cnpg-psql',
    title: 'As superuser by kubectl cnpg psql',
    from: 'laptop',
    commands: [
      chooseContext,
      { label: 'psql', command: kubectl(login, ...words) },
    ],
    notes: [
      contextNote(login),
      'You are the role postgres, past all grants: for those who operate the database, not for applications.',
    ],
    needs: [
      'kubectl with the plugin cnpg',
      `Kubernetes, namespace ${namespace}: list on pods, create on pods/exec`,
    ],
  };
}
