import { readdirSync, readFileSync, statSync } from 'fs';
import { join } from 'path';

interface Statement {
  Sid: string;
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, unknown>>;
}

const folder = join(__dirname, '../../../../deploy/aws');
const readme = readFileSync(join(folder, 'README.md'), 'utf8');
const policies = new Map<string, Statement[]>(
  readdirSync(folder)
    .filter(name => name.endsWith('.json'))
    .map(name => [
      name,
      JSON.parse(readFileSync(join(folder, name), 'utf8')).Statement,
    ]),
);
const list = (value: string | string[]) => [value].flat();
const statements = [...policies.values()].flat();

/** Policies of Backstage; `sessions.json` is for people. */
const ofBackstage = [...policies]
  .filter(([name]) => name !== 'sessions.json')
  .flatMap(([, each]) => each);
const granted = new Set(ofBackstage.flatMap(({ Action }) => list(Action)));

/** Actions that other calls imply: "Dependent actions" of the service authorization reference. */
const implied = [
  'ec2:CreateTags',
  'iam:PassRole',
  'kms:CreateGrant',
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:GenerateDataKey',
  'secretsmanager:CreateSecret',
  'secretsmanager:TagResource',
];

function sources(path: string): string[] {
  return readdirSync(path).flatMap(name => {
    const inner = join(path, name);
    if (statSync(inner).isDirectory()) {
      return name === '__testUtils__' ? [] : sources(inner);
    }
    return /(?<!\.test)\.ts$/.test(name) ? [inner] : [];
  });
}

/** Actions of the commands that the provider imports. */
function calledActions(): Set<string> {
  const imports =
    /import\s*\{([^}]*)\}\s*from '@aws-sdk\/client-(rds|ec2|secrets-manager)'/g;
  return new Set(
    sources(join(__dirname, '..')).flatMap(path =>
      [...readFileSync(path, 'utf8').matchAll(imports)].flatMap(
        ([, names, client]) =>
          [...names.matchAll(/\b(\w+)Command\b/g)].map(
            ([, action]) => `${client.replace('-', '')}:${action}`,
          ),
      ),
    ),
  );
}

it('grants every action that the provider calls, and no other', () => {
  const needed = new Set([...calledActions(), ...implied]);
  expect([...granted].sort()).toEqual([...needed].sort());
});

it('gives a reason for every statement', () => {
  const missing = statements
    .map(({ Sid }) => Sid)
    .filter(sid => !readme.includes(`\`${sid}\``));
  expect(missing).toEqual([]);
});

it('has no wildcard in actions, and "*" as the resource only where AWS knows no other', () => {
  const actions = statements.flatMap(({ Action }) => list(Action));
  expect(actions.filter(action => action.includes('*'))).toEqual([]);
  const everywhere = statements.filter(({ Resource }) =>
    list(Resource).includes('*'),
  );
  expect(everywhere).toEqual([
    expect.objectContaining({
      Sid: 'ReadWithoutResource',
      // No resource type in the tables of the service authorization reference.
      Action: [
        'rds:DescribeDBMajorEngineVersions',
        'ec2:DescribeSecurityGroups',
        'secretsmanager:ListSecrets',
      ],
      Condition: { StringEquals: { 'aws:RequestedRegion': 'REGION' } },
    }),
  ]);
});

it('changes and deletes only what has a tag of pgstage', () => {
  const unconditional = ofBackstage.filter(
    ({ Action, Condition, Resource }) =>
      list(Action).some(action => /:(Modify|Delete|Revoke)/.test(action)) &&
      !list(Resource).every(arn => /:(subgrp|pg|og):/.test(arn)) &&
      !Object.keys(Condition?.Null ?? {}).some(key =>
        /^aws:ResourceTag\/pgstage:/.test(key),
      ),
  );
  expect(unconditional).toEqual([]);
});

it('names every placeholder', () => {
  const placeholders = new Set(
    statements
      .flatMap(({ Resource }) => list(Resource))
      .flatMap(arn => arn.match(/\b[A-Z][A-Z_]{2,}\b/g) ?? [])
      .filter(word => word !== 'AWS'),
  );
  const undescribed = [...placeholders].filter(
    word => !readme.includes(`\`${word}\``),
  );
  expect(undescribed).toEqual([]);
});
