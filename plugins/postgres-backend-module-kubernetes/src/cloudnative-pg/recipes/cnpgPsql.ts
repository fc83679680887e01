import type { Recipe } from '@pgstage/backstage-plugin-postgres-common';
import {
  chooseContext,
  contextNote,
  databaseOf,
  kubectl,
  type Login,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';

/** Returns the recipe for a superuser session with the operator's plugin for kubectl. */
export function cnpgPsql(login: Login): Recipe {
  const { namespace, name } = login;
  const args = ['cnpg', 'psql', name, '--', '-d', databaseOf(login)];
  return {
    id: 'cnpg-psql',
    title: 'As superuser with kubectl cnpg psql',
    from: 'laptop',
    commands: [
      chooseContext,
      { label: 'psql', command: kubectl(login, ...args) },
    ],
    notes: [
      contextNote(login),
      'You log in as the role postgres, which bypasses all grants: for operators of the database, not for applications.',
    ],
    needs: [
      'kubectl with the plugin cnpg',
      `Kubernetes, namespace ${namespace}: list on pods, create on pods/exec`,
    ],
  };
}
