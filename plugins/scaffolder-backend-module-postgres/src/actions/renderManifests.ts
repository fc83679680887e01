import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import {
  createDatabaseSchema,
  invalidField,
  stringifyDatabaseRef,
} from '@pgstage/backstage-plugin-postgres-common';
import type { PostgresService } from '@pgstage/backstage-plugin-postgres-node';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute } from 'node:path';
import { z } from 'zod';
import { definePostgresAction } from './definePostgresAction';
import { renderExamples } from './examples';
import { retryTransient } from './retryTransient';

/** `postgres:manifests:render` */
export function createRenderManifestsAction(postgres: PostgresService) {
  return definePostgresAction({
    id: 'postgres:manifests:render',
    description:
      'Writes the manifests of a PostgreSQL database into the workspace, for a pull request. Checks input and permissions in the same way as a create, and creates nothing.',
    examples: renderExamples,
    supportsDryRun: true,
    input: createDatabaseSchema.omit({ taskId: true }).extend({
      targetPath: z
        .string()
        .optional()
        .describe(
          'Folder in the workspace for the files. Default: the workspace itself',
        ),
    }),
    output: z.object({
      ref: z
        .string()
        .describe('Ref of the database after the manifests are applied'),
      path: z.string().describe('Folder in the workspace with the files'),
      files: z
        .array(z.string())
        .describe('Paths of the files, relative to that folder'),
    }),
    async run(run) {
      const { ctx, options } = run;
      const { targetPath = '.', ...request } = run.input;
      const folder = resolveIn(ctx.workspacePath, targetPath);
      const { files } = await retryTransient(run, () =>
        postgres.renderManifests(request, options),
      );
      const paths = Object.keys(files).sort();
      for (const path of paths) {
        const file = resolveSafeChildPath(folder, path);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, files[path]);
      }
      ctx.logger.info(
        `Wrote ${paths.join(', ')} to ${targetPath}; nothing was created`,
      );
      return {
        ref: stringifyDatabaseRef(request),
        path: targetPath,
        files: paths,
      };
    },
  });
}

/**
 * Rejects paths outside of the workspace, including paths through symbolic
 * links that an earlier step created.
 */
function resolveIn(workspacePath: string, path: string): string {
  const rule = 'must be a path inside the workspace, without a leading /';
  if (isAbsolute(path)) throw invalidField('targetPath', rule);
  try {
    return resolveSafeChildPath(workspacePath, path);
  } catch {
    throw invalidField('targetPath', rule);
  }
}
