import type { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { databaseView } from '../../dev/fixtures';
import { notesOf } from './notesOf';

const note = (id: string) => ({ id, text: id });
const { operations } = databaseView();
const notes = (changes: Partial<DatabaseView>, action: 'storage' | 'remove') =>
  notesOf(databaseView(changes), action).map(({ id }) => id);

it('notes what the provider says about a change, and about its part', () => {
  const supported = true;
  const view = {
    operations: {
      ...operations,
      change: { supported, reason: note('whole') },
    },
    changes: { storage: { supported, reason: note('part') } },
  };
  expect(notes(view, 'storage')).toEqual(['whole', 'part']);
  expect(notes(view, 'remove')).toEqual([]);
});

it('repeats no reason of what is not supported', () => {
  const remove = { supported: false as const, reason: note('no') };
  expect(notes({ operations: { ...operations, remove } }, 'remove')).toEqual(
    [],
  );
});
