import { connectionSchema } from '@pgstage/backstage-plugin-postgres-common';
import { facts } from '../__testUtils__/instances';
import { testRegion } from '../__testUtils__/testRegion';
import { connectionOf } from './connectionOf';

const connect = (
  instance: Parameters<typeof facts>[0] = {},
  region: object = {},
) =>
  connectionSchema.parse(
    connectionOf(testRegion(region), {
      recorded: { instance: facts(instance) },
      replicas: [],
    }),
  );

it('encrypts, and verifies the server if its certificates are configured', () => {
  const commands = (region: object) =>
    connect({}, region).recipes[0].commands.map(({ command }) => command);
  expect(commands({})).toEqual([
    "aws secretsmanager get-secret-value --region eu-west-1 --secret-id 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!db-x' --query SecretString --output text",
    "psql 'host=orders.x.eu-west-1.rds.amazonaws.com port=5432 dbname=orders user=orders sslmode=require'",
  ]);
  const verified = { caCertificates: 'PEM' };
  expect(commands(verified)[1]).toContain('sslmode=verify-full');
  expect(connect({}, verified)).toMatchObject({
    caCertificate: 'PEM',
    endpoints: [{ sslMode: 'verify-full' }],
  });
});

it('notes that the user is the master user, and how to get its password', () => {
  const notes = (instance: Parameters<typeof facts>[0]) =>
    connect(instance).recipes[0].notes.join(' ');
  expect(notes({})).toContain('master user');
  expect(notes({})).toContain('AWS rotates the password');
  expect(notes({ MasterUserSecret: undefined })).toContain(
    'ask the owner of the instance',
  );
});

it('has no address for an instance that is created', () => {
  const { endpoints, recipes } = connect({
    Endpoint: undefined,
    DBInstanceStatus: 'creating',
  });
  expect(endpoints).toEqual([]);
  expect(recipes[0].notes).toContain(
    "The instance has no address yet: its status is 'creating'.",
  );
});

it('reads the password of an emulator from the emulator', () => {
  const endpoint = 'http://127.0.0.1:5000';
  const [{ commands, notes }] = connect({}, { endpoint }).recipes;
  expect(commands[0].command).toMatch(
    /^aws secretsmanager get-secret-value --endpoint-url http:\/\/127\.0\.0\.1:5000 /,
  );
  expect(notes[0]).toContain('nothing listens');
});

it('names the entry in the credential store, and that it follows a rotation', () => {
  const reference = {
    store: 'kubernetes',
    secretRef: 'prod/shop/orders-postgres',
    configMapRef: 'prod/shop/orders-postgres',
    usage: 'envFrom: []',
  };
  const recorded = { instance: facts() };
  const { credentials, recipes } = connectionOf(
    testRegion(),
    { recorded, replicas: [] },
    { reference },
  );
  expect(credentials).toEqual(reference);
  expect(recipes[0].commands[0].command).toBe('envFrom: []');
  expect(recipes[0].notes.join(' ')).toContain(
    'Backstage writes the new password to the credential store within minutes',
  );
});
