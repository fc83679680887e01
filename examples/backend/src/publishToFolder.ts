import {
  coreServices,
  createBackendFeatureLoader,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  catalogLocationsExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import {
  createTemplateAction,
  scaffolderActionsExtensionPoint,
} from '@backstage/plugin-scaffolder-node';
import { cp, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * The demo has no git host, so a new service is written to a folder of this
 * machine and registered from there. Only for a demo of one user: with it,
 * every signed-in user can register any file that the backend can read.
 */
const action = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'demo-publish-folder',
  register(reg) {
    reg.registerInit({
      deps: {
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        scaffolder: scaffolderActionsExtensionPoint,
      },
      async init({ catalog, config, scaffolder }) {
        const root = config.getString('demo.servicesDirectory');
        scaffolder.addActions(
          createTemplateAction({
            id: 'demo:publish:folder',
            description:
              'Copies the workspace into a folder of this machine and registers its catalog-info.yaml.',
            schema: {
              input: {
                name: z =>
                  z
                    .string()
                    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/)
                    .describe('Name of the folder'),
              },
              output: {
                folder: z => z.string().describe('Path of the folder'),
              },
            },
            async handler(ctx) {
              const folder = join(root, ctx.input.name);
              await mkdir(dirname(folder), { recursive: true });
              // Copied once: a restart in the middle continues, a second
              // service of the same name is rejected.
              await ctx.checkpoint({
                key: `folder ${ctx.input.name}`,
                fn: async () => {
                  await mkdir(folder).catch(error => {
                    throw error.code === 'EEXIST'
                      ? new InputError(`name is taken: ${folder} exists`)
                      : error;
                  });
                },
              });
              await cp(ctx.workspacePath, folder, { recursive: true });
              ctx.logger.info(`The service is in ${folder}`);
              const target = join(folder, 'catalog-info.yaml');
              await ctx.checkpoint({
                key: `register ${ctx.input.name}`,
                fn: async () => {
                  await catalog.addLocation(
                    { type: 'file', target },
                    { credentials: await ctx.getInitiatorCredentials() },
                  );
                },
              });
              ctx.output('folder', folder);
            },
          }),
        );
      },
    });
  },
});

const fileLocations = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'demo-file-locations',
  register(reg) {
    reg.registerInit({
      deps: { locations: catalogLocationsExtensionPoint },
      async init({ locations }) {
        locations.setAllowedLocationTypes(['url', 'file']);
      },
    });
  },
});

export default createBackendFeatureLoader({
  loader: () => [action, fileLocations],
});
