import { render } from '@testing-library/react';
import {
  Backup,
  DatabaseView,
  Message,
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
import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { Recoverability, recoverability } from '../../model/recoverability';
import { RecoverabilitySentence } from './RecoverabilitySentence';
import { translate as t } from '../../__testUtils__/translate';

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
const english = ({ text }: Message) => text;
/** Returns the displayed text. */
function shown(value: Recoverability) {
  const { container } = render(
    <TestApiProvider apis={[mockApis.translation(), mockApis.error()]}>
      <RecoverabilitySentence value={value} />
    </TestApiProvider>,
  );
  return container.textContent;
}
const textOf = (view: DatabaseView) =>
  shown(recoverability(t, english, view, undefined));
const offered = () => {
  const { operations } = databaseView();
  return { ...operations, restore: { supported: true as const } };
};

it('shows a user with the permission what can be restored', () => {
  expect(
    textOf(restorable({ operations: offered(), permits: permits(true) })),
  ).toMatch(/^You can restore to any second from [^!]*\.$/);
});

it('shows what can be restored before changes that may be missing, and what is unknown', () => {
  const recoveryWindow = {
    from: ago(7200),
    to: ago(60),
    earlier: [{ from: ago(90000), to: ago(80000) }],
    unprovenFrom: ago(99000),
    evidence: seen('archive'),
  };
  expect(
    textOf(
      restorable({
        summary: { recoveryWindow },
        operations: offered(),
        permits: permits(true),
      }),
    ),
  ).toMatch(
    /^You can restore to any second from [^.]*\. Also restorable from [^.]* to [^.]*; later changes may be missing from the archive\. Earlier points in time, back to [^.]* at most, may be restorable\.$/,
  );
});

it('claims no time if none is known to be restorable', () => {
  const recoveryWindow = {
    from: ago(7200),
    to: ago(7200),
    unproven: true,
    unprovenTo: ago(60),
    evidence: seen('archive'),
  };
  expect(
    textOf(
      restorable({
        safe: claimed(undefined),
        summary: { recoveryWindow },
        operations: offered(),
        permits: permits(true),
      }),
    ),
  ).toMatch(/^May be restorable to any second from [^.]*\.$/);
});

it('shows whom to ask without the permission', () => {
  const text = textOf(
    restorable({ operations: offered(), permits: permits(false) }),
  );
  expect(text).not.toContain('You can restore');
  expect(text).toMatch(
    /^Restorable to any second .*You cannot start a restore here\. .*ask group:default\/team-orders\.$/,
  );
});

it('does not promise a window that an administrator restores, and shows what can be restored instead', () => {
  const operations = offered();
  const reason = { id: 'dumps', text: 'Only a dump is restored here.' };
  const recoveryWindow = {
    from: ago(7200),
    to: ago(60),
    manual: true,
    evidence: seen('archive'),
  };
  const view = {
    summary: { recoveryWindow },
    operations: { ...operations, restore: { supported: true, reason } },
    permits: permits(true),
  } as const;
  expect(textOf(restorable(view))).toMatch(
    /^Restorable to any second from [^.]*\. Only a dump is restored here\.$/,
  );
});

it('shows how to restore if it is not supported, also to administrators', () => {
  expect(textOf(restorable({ permits: permits(true) }))).toContain(
    'You cannot start a restore here. A base backup holds the whole server: ask the platform team.',
  );
});

describe('if the newest finished backup may not be restorable', () => {
  const lack = {
    kind: 'cannot' as const,
    what: { id: 'expired', text: 'It has expired.' },
  };
  const [finished] = backups().backups;
  const withBackups = (items: Backup[], view: Partial<DatabaseView>) =>
    shown(
      recoverability(
        t,
        english,
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
      ),
    );

  it('names a restorable backup, and why the newest is not', () => {
    const newest = { ...finished, id: 'newest', restoreObstacle: lack };
    expect(withBackups([newest, finished], { safe: claimed(true) })).toMatch(
      /^You can restore to the last usable backup, .*\. Do not rely on the newest finished backup\. It has expired\. Later changes are not protected\.$/,
    );
  });

  it('does not show a known value as unknown', () => {
    const expired = { ...finished, restoreObstacle: lack };
    expect(withBackups([expired], { safe: claimed(undefined) })).toBe(
      t('recovery.unreliable', { reason: 'It has expired.' }),
    );
  });
});

it('promises nothing about a backup of unknown quality', () => {
  const [finished] = backups().backups;
  const what = {
    id: 'unproven',
    text: 'Whether the WAL that it needs is archived is not known.',
  };
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
  const value = recoverability(t, english, view, ok(section));
  expect(value.state).toBe('unknown');
  expect(shown(value)).toMatch(
    /^May be restorable to any second from .* Whether the WAL that it needs is archived is not known\./,
  );
});
