import { commonClasses } from './commonClasses';
import { OptionClasses } from './optionClasses';

const classes = new OptionClasses(commonClasses({ names: [], prefixes: [] }));
const reader = { name: 'reader', inRoles: ['pg_read_all_data'] };
const admin = { name: 'admin', inRoles: ['shop', 'postgres'] };
const archive = { name: 'archive', owner: 'reader' };
const reports = { name: 'reports', owner: 'admin' };

it('compares roles and databases with those of the same name', () => {
  const existing = { roles: [reader, admin], databases: [archive, reports] };
  const databases = [reports, archive];
  expect(classes.of({ roles: [admin, reader], databases }, existing)).toEqual(
    {},
  );
  expect(
    classes.of(
      { roles: [{ ...admin, inRoles: ['postgres', 'shop'] }, reader] },
      { roles: existing.roles },
    ),
  ).toEqual({});
  expect(
    classes.of(
      { roles: [{ ...admin, createdb: true }, reader], databases },
      existing,
    ),
  ).toEqual({ 'roles.0.createdb': 'free' });
});

it('compares list items without a name by their content', () => {
  const ofRoutes = new OptionClasses({ 'routes.*.host': 'platform' });
  const routes = (...hosts: string[]) => ({
    options: { routes: hosts.map(host => ({ host })) },
  });
  expect(ofRoutes.of(routes('b', 'a'), routes('a', 'b'))).toEqual({});
  expect(ofRoutes.of(routes('b', 'c'), routes('a', 'b'))).toEqual({
    'options.routes.1.host': 'platform',
    'options.routes.2.host': 'platform',
  });
});

it('classifies what is taken away, and what another name gets', () => {
  expect(classes.of({ roles: [reader] }, { roles: [admin, reader] })).toEqual({
    'roles.1.name': 'free',
    'roles.1.inRoles.0': 'free',
    'roles.1.inRoles.1': 'platform',
  });
  expect(
    classes.of(
      { roles: [{ ...admin, name: 'other' }, admin] },
      { roles: [admin] },
    ),
  ).toEqual({
    'roles.0.name': 'free',
    'roles.0.inRoles.0': 'free',
    'roles.0.inRoles.1': 'platform',
  });
});
