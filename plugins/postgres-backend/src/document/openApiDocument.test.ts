import { Spectral, type RulesetDefinition } from '@stoplight/spectral-core';
import { oas } from '@stoplight/spectral-rulesets';
import { errorCodes } from '@pgstage/backstage-plugin-postgres-common';
import { routesOfPlugin } from '../__testUtils__/routesOf';
import { owner, startPlugin } from '../__testUtils__/startPlugin';
import { errorAnswers } from './errors';
import { openApiDocument } from './openApiDocument';

type Paths = Record<string, Record<string, { operationId: string }>>;
const document = openApiDocument();

/** All methods of all paths, in Express syntax. */
const documented = Object.entries(document.paths as Paths).flatMap(
  ([path, methods]) =>
    Object.keys(methods).map(
      method => `${method.toUpperCase()} ${path.replace('{ref}', ':ref')}`,
    ),
);

it('has exactly the routes of the router', () => {
  expect(documented.sort()).toEqual(routesOfPlugin().sort());
});

it('has every error code', () => {
  const codes = Object.values(errorAnswers).flatMap(answer =>
    'codes' in answer ? answer.codes : [],
  );
  expect([...new Set(codes)].sort()).toEqual(Object.keys(errorCodes).sort());
});

it('is valid OpenAPI, with valid examples', async () => {
  const spectral = new Spectral();
  spectral.setRuleset({
    extends: [[oas as RulesetDefinition, 'all']],
    // The operators of this Backstage are unknown here.
    rules: { 'info-contact': 'off' },
  });
  expect(await spectral.run(document)).toEqual([]);
}, 30_000);

it('has one schema for all messages', () => {
  const { schemas } = document.components as unknown as {
    schemas: Record<string, { properties: Record<string, object> }>;
  };
  const message = { $ref: '#/components/schemas/Message' };
  expect(schemas.Status.properties.reason).toEqual(message);
  expect(schemas.Step.properties.title).toEqual(message);
  expect(schemas.Permit.properties.reason).toEqual(message);
  expect(schemas.Need.properties.what).toEqual(message);
  const { id, params, text } = schemas.Message.properties;
  expect([id, text]).toMatchObject([{ type: 'string' }, { type: 'string' }]);
  // A parameter can be a message itself.
  expect(JSON.stringify(params)).toContain(JSON.stringify(message));
});

it('is returned only to signed-in users', async () => {
  const { as, asService, asNobody } = await startPlugin();
  for (const client of [as(owner), asService]) {
    const { status, body } = await client.get('/openapi.json');
    expect({ status, body }).toEqual({ status: 200, body: document });
  }
  const { status, body } = await asNobody.get('/openapi.json');
  expect(status).toBe(401);
  expect(body.error.name).toBe(errorAnswers[401].name);
});
