import { InvalidFieldsError } from '@pgstage/backstage-plugin-postgres-common';
import { conformanceActor, type ConformanceContext } from './context';
import { offersContents } from './contentsSupport';
import { failure } from './waitLimits';

/** Requests that the configuration does not allow are rejected before anything is written, also by a dry run. */
export function limitsSuite(context: ConformanceContext): void {
  describe('limits', () => {
    it('rejects each field that exceeds the configuration, and names it', async () => {
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

    it('rejects each field that it does not support, and names it', async () => {
      const provider = await context.provider();
      const description = await provider.describe();
      const values = {
        version: '17',
        size: 'small',
        instances: 2,
        storage: '2Gi',
        connectionLimit: 5,
        roles: [{ name: 'additional' }],
        databases: [{ name: 'additional' }],
      };
      const isSupported = (field: string, location: string) =>
        field === 'roles' || field === 'databases'
          ? offersContents(field, description, location)
          : description.fields.some(each => each === field);
      for (const [field, value] of Object.entries(values)) {
        const request = context.harness.request(context.freshName());
        if (isSupported(field, request.location)) continue;
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
