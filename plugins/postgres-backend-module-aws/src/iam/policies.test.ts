import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  allStatements as statements,
  backstageStatements,
  POLICY_FOLDER,
} from '../__testUtils__/policies';

const readme = readFileSync(path.join(POLICY_FOLDER, 'README.md'), 'utf8');
const list = (value: string | string[]) => [value].flat();

it('gives a reason for every statement', () => {
  const missing = statements
    .map(({ Sid }) => Sid)
    .filter(sid => !readme.includes(`\`${sid}\``));
  expect(missing).toEqual([]);
});

it('has no wildcard in actions, and "*" as the resource only for actions without resource types', () => {
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

it('changes and deletes only resources with a tag of pgstage', () => {
  const unconditional = backstageStatements.filter(
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
