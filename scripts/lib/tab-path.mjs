import { root } from './project.mjs';
import { requireFrom } from './sources.mjs';

const EXTENSION = 'entity-content:postgres';

/** Returns the path of the tab in the configured extensions, without slashes around it. */
export function tabPathOf(extensions = []) {
  const paths = extensions.map(entry => entry?.[EXTENSION]?.config?.path);
  const path = paths.filter(Boolean).at(-1) ?? 'postgresql';
  return path.replace(/^\/+|\/+$/g, '');
}

/** Returns the path of the tab in the configuration of the demo. Requires an installation. */
export async function readTabPath(env) {
  const { ConfigSources } = requireFrom('.')('@backstage/config-loader');
  const config = await ConfigSources.toConfig(
    ConfigSources.default({
      rootDir: root,
      argv: [],
      watch: false,
      env,
      substitutionFunc: async name => env[name],
    }),
  );
  try {
    return tabPathOf(config.getOptional('app.extensions'));
  } finally {
    config.close();
  }
}
