import { root } from './project.mjs';
import { requireFrom } from './sources.mjs';

const EXTENSION = 'entity-content:postgres';

/** The path that the configured extensions give the tab, without slashes around it. */
export function tabPathOf(extensions = []) {
  const paths = extensions.map(entry => entry?.[EXTENSION]?.config?.path);
  const path = paths.filter(Boolean).at(-1) ?? 'postgresql';
  return path.replace(/^\/+|\/+$/g, '');
}

/** Where the demo's configuration puts the tab. Needs an installation. */
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
