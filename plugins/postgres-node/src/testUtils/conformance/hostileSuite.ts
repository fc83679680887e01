import { InvalidFieldsError } from '@pgstage/backstage-plugin-postgres-common';
import { conformanceActor, type ConformanceContext } from './context';
import { hostileNames } from './harness';

export function hostileSuite(context: ConformanceContext): void {
  describe('hostile input', () => {
    it.each(hostileNames)('rejects or creates the name %j', async name => {
      const provider = await context.provider();
      const before = name.includes('\u0000')
        ? 0
        : await context.harness.count(name);
      const request = { ...context.harness.request(context.freshName()), name };
      const outcome = await provider
        .create(request, conformanceActor)
        .catch((error: unknown) => error);
      if (outcome instanceof Error) {
        expect(outcome).toBeInstanceOf(InvalidFieldsError);
        const { issues } = outcome as InvalidFieldsError;
        expect(issues).toEqual([
          { field: 'name', rule: expect.stringMatching(/^(must|is) \S+/) },
        ]);
        if (!name.includes('\u0000'))
          expect(await context.harness.count(name)).toBe(before);
      } else {
        expect(outcome).toMatchObject({ name });
        expect(await context.harness.count(name)).toBe(1);
      }
    });

    it.each([
      ['user', { user: 'x"; DROP ROLE postgres; --' }],
      ['user', { user: 'postgres' }],
      ['user', { user: 'pg_monitor' }],
      ['extensions.0', { extensions: ['x"; DROP DATABASE postgres; --'] }],
      ['options.nonsense', { options: { nonsense: '{{ x }}' } }],
    ])('rejects a hostile %s, and names the field', async (field, hostile) => {
      const provider = await context.provider();
      const request = {
        ...context.harness.request(context.freshName()),
        ...hostile,
      };
      const error: unknown = await provider
        .create(request, conformanceActor)
        .catch(thrown => thrown);
      expect(error).toBeInstanceOf(InvalidFieldsError);
      expect(
        (error as InvalidFieldsError).issues.map(issue => issue.field),
      ).toContain(field);
      expect(await context.harness.count(request.name)).toBe(0);
    });
  });
}
