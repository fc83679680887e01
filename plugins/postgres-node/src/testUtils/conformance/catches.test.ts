import { describeProviderConformance } from './describeProviderConformance';
import { allFeatures } from './coverage';
import { collectChecks } from './__testUtils__/collectChecks';
import { contentsFaults } from './__testUtils__/faults/contents';
import { coreFaults } from './__testUtils__/faults/core';
import { type Fault } from './__testUtils__/faults/Fault';
import { operatedFaults } from './__testUtils__/faults/operated';
import { featureFaults } from './__testUtils__/faults/features';
import { inMemoryHarness } from './__testUtils__/inMemoryHarness';
import { ConformanceError } from './ConformanceError';
import { failure, waitLimits } from './waitLimits';

Object.assign(waitLimits, {
  happens: 500,
  staysAway: 500,
  between: 10,
  signal: 50,
  outlived: 300,
});

const faults = [
  ...coreFaults,
  ...operatedFaults,
  ...featureFaults,
  ...contentsFaults,
];

/** The checks of the kit, for a provider that may have a fault. */
const checksOf = (wrong?: Fault['wrong'], offered = allFeatures) =>
  collectChecks(() =>
    describeProviderConformance(
      'memory',
      async () => inMemoryHarness(wrong),
      offered,
    ),
  ).map(({ name, run }) => ({ name: name.replace('memory › ', ''), run }));

/** Returns an error that is no failed check: the check did not find the fault. */
const otherError = (error: Error) =>
  error instanceof ConformanceError ||
  error.constructor.name === 'JestAssertionError'
    ? undefined
    : error;

describe('a provider without a fault', () => {
  it.each(checksOf())('passes: $name', async ({ run }) => {
    await expect(run()).resolves.toBeUndefined();
  });
});

describe('the kit finds that a provider', () => {
  it.each(
    faults.flatMap(({ what, checks, wrong }) =>
      checksOf(wrong)
        .filter(({ name }) => checks.test(name))
        .map(({ name, run }) => ({ what, name, run })),
    ),
  )('$what: $name', async ({ run }) => {
    expect(otherError(await failure(run()))).toBeUndefined();
  });

  it.each(
    checksOf(undefined, []).filter(({ name }) =>
      /^(?!managed|stall).*: not offered$/.test(name),
    ),
  )('offers a feature that is not listed: $name', async ({ run }) => {
    expect(otherError(await failure(run()))).toBeUndefined();
  });
});

it('has a fault for each of its checks, and a check for each fault', () => {
  const names = checksOf().map(({ name }) => name);
  expect(
    names.filter(name => !faults.some(({ checks }) => checks.test(name))),
  ).toEqual([]);
  expect(
    faults.filter(({ checks }) => !names.some(name => checks.test(name))),
  ).toEqual([]);
});
