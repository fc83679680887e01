const { sep } = require('path');
const eslintFactory = require('@backstage/cli/config/eslint-factory');

/**
 * The pgstage packages that each package may import, by folder; all others are
 * forbidden. A provider never imports the backend and the backend never imports
 * a provider: `examples/backend` installs both.
 */
const allowedImports = {
  'postgres-common': [],
  'postgres-node': ['postgres-common'],
  'postgres-sql-node': ['postgres-common', 'postgres-node'],
  'postgres-kubernetes-node': ['postgres-common', 'postgres-node'],
  'postgres-backend': ['postgres-common', 'postgres-node'],
  'postgres-backend-module-server': [
    'postgres-common',
    'postgres-node',
    'postgres-sql-node',
  ],
  'postgres-backend-module-kubernetes': [
    'postgres-common',
    'postgres-node',
    'postgres-sql-node',
    'postgres-kubernetes-node',
  ],
  'postgres-backend-module-aws': [
    'postgres-common',
    'postgres-node',
    'postgres-sql-node',
    'postgres-kubernetes-node',
  ],
  // Like a provider in another repository: public packages only.
  'examples/provider': [
    'postgres-common',
    'postgres-node',
    'postgres-sql-node',
    'postgres-kubernetes-node',
  ],
  'catalog-backend-module-postgres': ['postgres-common', 'postgres-node'],
  'scaffolder-backend-module-postgres': ['postgres-common', 'postgres-node'],
  postgres: ['postgres-common', 'postgres-node/testUtils'],
  'scaffolder-module-postgres': ['postgres-common', 'postgres'],
};

function forbiddenImports(folder) {
  const allowed = allowedImports[folder];
  if (!allowed) {
    throw new Error(`eslint-boundaries.js has no entry for ${folder}`);
  }
  const message = `${folder} may import ${
    allowed.join(', ') || 'none'
  } of the pgstage packages, see eslint-boundaries.js`;
  const others = Object.keys(allowedImports).filter(
    other => other !== folder && !allowed.includes(other),
  );
  const nameOf = other => `@pgstage/backstage-plugin-${other}`;
  return {
    restrictedImports: others
      .flatMap(other => [other, `${other}/provider`, `${other}/testUtils`])
      .filter(other => !allowed.includes(other))
      .map(other => ({ name: nameOf(other), message })),
    // no-restricted-imports does not check import().
    restrictedSyntax: others.map(nameOf).map(name => ({
      selector: `ImportExpression[source.value="${name}"]`,
      message,
    })),
  };
}

/** Backstage's ESLint configuration, with the package boundaries of packages in `plugins` and of listed ones. */
module.exports = packageDir => {
  const [group, name] = packageDir.split(sep).slice(-2);
  const folder = group === 'plugins' ? name : `${group}/${name}`;
  return eslintFactory(
    packageDir,
    group === 'plugins' || folder in allowedImports
      ? forbiddenImports(folder)
      : undefined,
  );
};
