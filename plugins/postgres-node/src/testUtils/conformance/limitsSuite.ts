import { InvalidFieldsError } from '@pgstage/backstage-plugin-postgres-common';
import { conformanceActor, type ConformanceContext } from './context';
import { offersContents } from './contentsSupport';
import { failure } from './waitLimits';

/** What the configuration does not allow is refused before anything is made, also by a dry run. */
export function limitsSuite(context: ConformanceContext): void {
  describe('limits', () => {
    it('refuses each field beyond what is allowed, by its name', async () => {
      const provider = await context.provider();
      const { beyond, request: requestFor } = context.harness;
      expect(Object.keys(beyond).length).toBeGreaterThan(0);
      for (const [field, exceed] of Object.entries(beyond)) {
        const request = exceed(requestFor(context.freshName()));
        for (const dryRun of [true, false]) {
          const error = await failure(
            provider.create(request, { ...conformanceActor, dryRun }),
          );
          expect(error).toBeInstanceOf(InvalidFieldsError);
          const { issues } = error as InvalidFieldsError;
          expect(issues.map(issue => issue.field)).toEqual([field]);
        }
        expect(await context.harness.count(request.name)).toBe(0);
      }
    });

    it('refuses each field that it does not honour, by its name', async () => {
      const provider = await context.provider();
      const description = await provider.describe();
      const values = {
        version: '17',
        size: 'small',
        instances: 2,
        storage: '2Gi',
        connectionLimit: 5,
        roles: [{ name: 'further' }],
        databases: [{ name: 'further' }],
      };
      const isHonoured = (field: string, location: string) =>
        field === 'roles' || field === 'databases'
          ? offersContents(field, description, location)
          : description.fields.some(each => each === field);
      for (const [field, value] of Object.entries(values)) {
        const request = context.harness.request(context.freshName());
        if (isHonoured(field, request.location)) continue;
        const error = await failure(
          provider.create({ ...request, [field]: value }, conformanceActor),
        );
        expect(error).toBeInstanceOf(InvalidFieldsError);
        const { issues } = error as InvalidFieldsError;
        expect(issues.map(issue => issue.field)).toEqual([field]);
        expect(await context.harness.count(request.name)).toBe(0);
      }
    });
  });
}
