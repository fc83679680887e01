import { render } from '@testing-library/react';
import {
  Backup,
  DatabaseView,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  ago,
  backups,
  claimed,
  databaseView,
  ok,
  permits,
  seen,
} from '../../../dev/fixtures';
import { recoverability } from '../../model/recoverability';
import { RecoverabilitySentence } from './RecoverabilitySentence';

const restorable = (changes: Partial<DatabaseView>) =>
  databaseView({
    safe: claimed(true),
    summary: {
      recoveryWindow: {
        from: ago(7200),
        to: ago(60),
        evidence: seen('archive'),
      },
    },
    ...changes,
  });
const said = (view: DatabaseView) =>
  render(<RecoverabilitySentence value={recoverability(view, undefined)} />)
    .container.textContent;
const offered = () => {
  const { operations } = databaseView();
  return { ...operations, restore: { supported: true as const } };
};

it('tells a person who can restore that they can', () => {
  expect(
    said(restorable({ operations: offered(), permits: permits(true) })),
  ).toMatch(/^You can restore to any second from [^!]*\.$/);
});

it('tells what can be restored before changes that may be missing, and what nobody knows', () => {
  const recoveryWindow = {
    from: ago(7200),
    to: ago(60),
    earlier: [{ from: ago(90000), to: ago(80000) }],
    unprovenFrom: ago(99000),
    evidence: seen('archive'),
  };
  expect(
    said(
      restorable({
        summary: { recoveryWindow },
        operations: offered(),
        permits: permits(true),
      }),
    ),
  ).toMatch(
    /^You can restore to any second from [^.]*\. Also from [^.]* to [^.]*: changes after that may be missing in the archive\. Whether earlier moments can be restored is not known, at most since [^.]*\.$/,
  );
});

it('claims no moment where none is known to be restorable', () => {
  const recoveryWindow = {
    from: ago(7200),
    to: ago(7200),
    unproven: true,
    unprovenTo: ago(60),
    evidence: seen('archive'),
  };
  expect(
    said(
      restorable({
        safe: claimed(undefined),
        summary: { recoveryWindow },
        operations: offered(),
        permits: permits(true),
      }),
    ),
  ).toMatch(/^It may be possible to restore to any second from [^.]*\.$/);
});

it('tells whom to ask where the person may not', () => {
  const text = said(
    restorable({ operations: offered(), permits: permits(false) }),
  );
  expect(text).not.toContain('You can restore');
  expect(text).toMatch(
    /^It can be restored to any second .*You cannot do it here: .*ask group:default\/team-orders\.$/,
  );
});

it('tells how where nobody can do it here, to those who may everything, too', () => {
  expect(said(restorable({ permits: permits(true) }))).toContain(
    'You cannot do it here: A base backup holds the whole server: ask the platform team.',
  );
});

describe('where the newest finished backup may be of no use', () => {
  const lack = { kind: 'cannot' as const, what: 'It has expired.' };
  const [finished] = backups().backups;
  const withBackups = (items: Backup[], view: Partial<DatabaseView>) =>
    render(
      <RecoverabilitySentence
        value={recoverability(
          databaseView({
            summary: {},
            permits: permits(true),
            operations: offered(),
            ...view,
          }),
          ok(
            backups({
              backups: items,
              recoveryWindow: undefined,
              restore: undefined,
            }),
          ),
        )}
      />,
    ).container.textContent;

  it('names the one that can be restored, and says why not the newest', () => {
    const newest = { ...finished, id: 'newest', restoreObstacle: lack };
    expect(withBackups([newest, finished], { safe: claimed(true) })).toMatch(
      /^You can restore to the last backup that can be restored, .*\. The newest finished one cannot be counted on\. It has expired\. What changed since is not protected\.$/,
    );
  });

  it('does not call unknown what is known', () => {
    const expired = { ...finished, restoreObstacle: lack };
    expect(withBackups([expired], { safe: claimed(undefined) })).toBe(
      'The last finished backup cannot be counted on. It has expired.',
    );
  });
});

it('promises nothing of a backup that nobody knows to be good', () => {
  const [finished] = backups().backups;
  const what = 'Whether the WAL that it needs is archived is not known.';
  const section = backups({
    backups: [{ ...finished, restoreObstacle: { kind: 'may-fail', what } }],
    recoveryWindow: {
      from: ago(99),
      to: ago(99),
      unprovenTo: ago(1),
      evidence: seen('archive'),
    },
  });
  const view = restorable({
    ...{ safe: claimed(undefined), summary: {} },
    ...{ operations: offered(), permits: permits(true) },
  });
  const value = recoverability(view, ok(section));
  expect(value.state).toBe('unknown');
  expect(
    render(<RecoverabilitySentence value={value} />).container.textContent,
  ).toMatch(
    /^It may be possible to restore to any second from .* Whether the WAL that it needs is archived is not known\./,
  );
});
