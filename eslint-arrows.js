const { sep } = require('path');
const eslintFactory = require('@backstage/cli/config/eslint-factory');

/**
 * Which of our packages each package may import, by folder. What is not
 * listed is forbidden: a provider never imports the backend, the backend never
 * imports a provider, and they meet in examples/backend.
 */
const arrows = {
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
  // As somebody else's: what is public, and no more.
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
  const allowed = arrows[folder];
  if (!allowed) {
    throw new Error(`eslint-arrows.js does not say what ${folder} may import`);
  }
  const message = `${folder} may import ${
    allowed.join(', ') || 'none'
  } of our packages, see eslint-arrows.js`;
  const others = Object.keys(arrows).filter(
    other => other !== folder && !allowed.includes(other),
  );
  const nameOf = other => `@pgstage/backstage-plugin-${other}`;
  return {
    restrictedImports: others
      .flatMap(other => [other, `${other}/provider`, `${other}/testUtils`])
      .filter(other => !allowed.includes(other))
      .map(other => ({ name: nameOf(other), message })),
    // import() is invisible to no-restricted-imports.
    restrictedSyntax: others.map(nameOf).map(name => ({
      selector: `ImportExpression[source.value="${name}"]`,
      message,
    })),
  };
}

/** Backstage's ESLint configuration, plus the arrows for a package in plugins, or one that is listed. */
module.exports = packageDir => {
  const [group, name] = packageDir.split(sep).slice(-2);
  const folder = group === 'plugins' ? name : `${group}/${name}`;
  return eslintFactory(
    packageDir,
    group === 'plugins' || folder in arrows
      ? forbiddenImports(folder)
      : undefined,
  );
};
