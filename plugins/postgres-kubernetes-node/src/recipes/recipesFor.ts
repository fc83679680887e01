import type { Recipe } from '@pgstage/backstage-plugin-postgres-common';
import { clientPod } from './clientPod';
import { direct, portForward, portForwardInstance } from './fromLaptop';
import { otherNamespace, sameNamespace } from './inCluster';
import type { Login } from './login';

/** How to connect to a database, from wherever that works. Without a secret. @public */
export function recipesFor(login: Login): Recipe[] {
  return [
    sameNamespace(login),
    otherNamespace(login),
    portForward(login),
    portForwardInstance(login),
    direct(login),
    clientPod(login),
  ].flatMap(recipe => recipe ?? []);
}
