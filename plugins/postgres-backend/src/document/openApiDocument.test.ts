import { Spectral, type RulesetDefinition } from '@stoplight/spectral-core';
import { oas } from '@stoplight/spectral-rulesets';
import { errorCodes } from '@pgstage/backstage-plugin-postgres-common';
import { routesOfPlugin } from '../__testUtils__/routesOf';
import { owner, startPlugin } from '../__testUtils__/startPlugin';
import { errorAnswers } from './errors';
import { openApiDocument } from './openApiDocument';

type Paths = Record<string, Record<string, { operationId: string }>>;
const document = openApiDocument();

/** Every method of every path, as Express has them. */
const told = Object.entries(document.paths as Paths).flatMap(
  ([path, methods]) =>
    Object.keys(methods).map(
      method => `${method.toUpperCase()} ${path.replace('{ref}', ':ref')}`,
    ),
);

it('has every route of the router, and none more', () => {
  expect(told.sort()).toEqual(routesOfPlugin().sort());
});

it('has every code that an error can have', () => {
  const codes = Object.values(errorAnswers).flatMap(answer =>
    'codes' in answer ? answer.codes : [],
  );
  expect([...new Set(codes)].sort()).toEqual(Object.keys(errorCodes).sort());
});

it('breaks no rule of OpenAPI, and its examples are what it says', async () => {
  const spectral = new Spectral();
  spectral.setRuleset({
    extends: [[oas as RulesetDefinition, 'all']],
    // Who runs this Backstage is not known here.
    rules: { 'info-contact': 'off' },
  });
  expect(await spectral.run(document)).toEqual([]);
}, 30_000);

it('is told to whoever is signed in, and to nobody else', async () => {
  const { as, asService, asNobody } = await startPlugin();
  for (const client of [as(owner), asService]) {
    const { status, body } = await client.get('/openapi.json');
    expect({ status, body }).toEqual({ status: 200, body: document });
  }
  const { status, body } = await asNobody.get('/openapi.json');
  expect(status).toBe(401);
  expect(body.error.name).toBe(errorAnswers[401].name);
});
