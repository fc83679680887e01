import { fieldOf, toRequest, type RequestOptions } from './request';
import { fieldTitle } from './fieldTitle';

const form: Record<string, unknown> = {
  location: { provider: 'server', location: 'main', title: 'more' },
  name: 'orders',
  entityRef: 'component:default/orders',
  connectionLimit: 5,
  repoUrl: 'no field of a request',
  backups: true,
  schedule: 'daily at 02:00',
  pooler: false,
  poolerMode: 'session',
};

const requestOf = (options: RequestOptions = {}, changes: object = {}) =>
  toRequest(
    name => (({ ...form, ...changes } as Record<string, unknown>)[name]),
    options,
  );

const plain = {
  provider: 'server',
  location: 'main',
  name: 'orders',
  entityRef: 'component:default/orders',
  connectionLimit: 5,
};

it('uses form fields with the names of the request', () => {
  expect(requestOf()).toEqual(plain);
});

it('uses other form fields by their names, and omits those that are off', () => {
  const request = {
    entityRef: 'component',
    'options.backup.enabled': 'backups',
    'options.backup.schedule': { field: 'schedule', when: 'backups' },
    'options.pooler.mode': { field: 'poolerMode', when: 'pooler' },
  };
  expect(requestOf({ request }, { component: 'fresh' })).toEqual({
    ...plain,
    // An entity that the template creates: only its name is known.
    entityRef: 'component:default/fresh',
    options: { backup: { enabled: true, schedule: 'daily at 02:00' } },
  });
  expect(fieldOf('options.backup.schedule', { request })).toBe('schedule');
  expect(fieldOf('name', { request })).toBe('name');
});

it('uses the settings of one field, and overrides them with others', () => {
  const settings = {
    version: '18',
    connectionLimit: 9,
    options: { backup: { enabled: false }, pooler: {} },
    unknown: 'is no field of a request',
  };
  expect(requestOf({}, { settings })).toEqual({
    ...plain,
    version: '18',
    options: settings.options,
  });
  const options = {
    settingsField: 'more',
    request: { 'options.backup.schedule': 'schedule' },
  };
  expect(requestOf(options, { more: settings })).toMatchObject({
    options: { backup: { enabled: false, schedule: 'daily at 02:00' } },
  });
  // The values of the form are not modified.
  expect(settings.options.backup).toEqual({ enabled: false });
});

it.each([['location'], ['name'], ['entityRef']])(
  'is undefined without %s',
  field => {
    expect(requestOf({}, { [field]: undefined })).toBeUndefined();
  },
);

it.each([
  ['connectionLimit', 'Connection limit'],
  ['extensions.0', 'Extensions'],
  ['options.backup.target', 'Backup target'],
])('formats %s for users', (field, text) => {
  expect(fieldTitle(field)).toBe(text);
});
