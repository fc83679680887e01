import type { Recipe } from '@pgstage/backstage-plugin-postgres-common';
import { clientPod } from './clientPod';
import { direct, portForward, portForwardInstance } from './fromLaptop';
import { otherNamespace, sameNamespace } from './inCluster';
import type { Login } from './login';

/** Returns recipes for connecting to a database, from all supported locations, without a secret. @public */
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
