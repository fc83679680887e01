import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  databaseBindPermission,
  databaseChangePermission,
  databaseForceRemovePermission,
  databasePlatformOptionsPermission,
  databaseReadPermission,
  serverBackupPermission,
} from '@pgstage/backstage-plugin-postgres-common';
import { aDatabase } from '../__testUtils__/aDatabase';
import { bindingOf, entity } from '../__testUtils__/startPlugin';
import { message } from '../messages';
import { CatalogReader } from './CatalogReader';
import { Ownership } from './Ownership';
import { OwnershipGuard } from './OwnershipGuard';

const user = 'user:default/olive';
const caller = {
  actor: user,
  isService: false,
  credentials: mockCredentials.user(user),
};
const database = aDatabase({
  ref: 'memory:main/a',
  binding: bindingOf(
    'a',
    ['component:default/a', 'component:default/b'],
    'group:default/Keepers',
  ),
});
const loose = aDatabase({ ref: 'memory:main/loose' });

const unowned = { entityRef: 'component:default/none', owners: [] };

function guardFor(claims: string[], admins: string[] = []) {
  const catalog = new CatalogReader({
    auth: mockServices.auth(),
    catalog: catalogServiceMock({
      entities: [
        entity('component:default/a', 'group:default/team'),
        entity('component:default/b', user),
      ],
    }),
  });
  const userInfo = mockServices.userInfo({ ownershipEntityRefs: claims });
  const ownership = new Ownership({ catalog, userInfo });
  const guard = new OwnershipGuard(ownership, admins);
  return {
    rights: async () =>
      guard.of(caller, ownership.bindingRightsOf([database, loose])),
  };
}

describe('OwnershipGuard', () => {
  it.each([
    ['owner of the first entity', ['group:default/team'], true],
    ['owner of the second entity', [user], true],
    ['owner in the binding, in any case', ['group:default/keepers'], true],
    ['owner of nothing', ['group:default/others'], false],
  ])('lets the %s change it: %s', async (_, claims, allowed) => {
    const rights = await guardFor(claims).rights();
    expect(rights.permit(databaseChangePermission, database).allowed).toBe(
      allowed,
    );
    expect(rights.permit(databaseReadPermission, database).allowed).toBe(true);
    expect(rights.permit(databaseForceRemovePermission, database).allowed).toBe(
      false,
    );
    expect(rights.permit(serverBackupPermission, database).allowed).toBe(false);
    expect(
      rights.permit(databasePlatformOptionsPermission, database).allowed,
    ).toBe(false);
    expect(rights.permit(databaseBindPermission, loose).allowed).toBe(false);
  });

  it('lets administrators do everything', async () => {
    const guard = guardFor(
      ['group:default/platform'],
      ['group:default/platform'],
    );
    const rights = await guard.rights();
    expect(rights.permit(databaseForceRemovePermission, database).allowed).toBe(
      true,
    );
    expect(rights.permit(databaseBindPermission, loose).allowed).toBe(true);
    expect(
      rights.permitEntity(databaseBindPermission, database, unowned).allowed,
    ).toBe(true);
  });

  it('names who can help', async () => {
    const rights = await guardFor([]).rights();
    expect(rights.permit(databaseChangePermission, database)).toMatchObject({
      reason: {
        id: 'backend.askOwnersOfDatabase',
        text: `Only an owner of the database has this permission: ask one of group:default/keepers, group:default/team, ${user}.`,
      },
      ask: ['group:default/keepers', 'group:default/team', user],
    });
    expect(rights.permit(databaseBindPermission, loose).reason).toEqual(
      message('noAdmins'),
    );
    const others = await guardFor([], ['group:default/platform']).rights();
    const ofEntity = (owners: string[]) =>
      others.permitEntity(databaseBindPermission, database, {
        ...unowned,
        owners,
      }).reason?.text;
    expect(ofEntity([])).toBe(
      'Only an owner of component:default/none has this permission, and the entity has no owner. Only an administrator of databases has this permission: ask group:default/platform.',
    );
    expect(ofEntity(['group:default/team'])).toBe(
      'Only an owner of component:default/none has this permission: ask group:default/team.',
    );
  });
});
