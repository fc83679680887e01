import { render } from '@testing-library/react';
import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { ago, databaseView, permits } from '../../../dev/fixtures';
import { recoverability } from '../../model/recoverability';
import { RecoverabilitySentence } from './RecoverabilitySentence';

const restorable = (changes: Partial<DatabaseView>) =>
  databaseView({
    safe: true,
    summary: { recoveryWindow: { from: ago(7200), to: ago(60) } },
    ...changes,
  });
const said = (view: DatabaseView) =>
  render(<RecoverabilitySentence value={recoverability(view, undefined)} />)
    .container.textContent;
const offered = () => {
  const { operations } = databaseView();
  return { ...operations, restore: { supported: true } };
};

it('tells a person who can restore that they can', () => {
  expect(
    said(restorable({ operations: offered(), permits: permits(true) })),
  ).toMatch(/^You can restore to any second from [^!]*\.$/);
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
