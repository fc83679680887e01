import fs from 'node:fs/promises';
import path from 'node:path';
import {
  checkPackage,
  createPackageFromTarballData,
} from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

/**
 * Findings that `backstage-cli package build` causes for every package of
 * Backstage, by the code of publint or the kind of attw.
 */
const BY_BACKSTAGE = {
  // Its conditions are in the order `backstage`, `import`, `require`, `types`.
  EXPORTS_TYPES_SHOULD_BE_FIRST: () => true,
  FallbackCondition: () => true,
  TYPES_NOT_EXPORTED: () => true,
  // `exports["."].backstage` is the kind of feature of the default export, not a file.
  EXPORTS_VALUE_INVALID: ({ path: at = [] }) => at.at(-1) === 'backstage',
  // Packages for browsers are for bundlers: ESM without `"type": "module"`.
  FILE_INVALID_FORMAT: ({ role }) => /frontend|common/.test(role),
  UnexpectedModuleSyntax: ({ role }) => /frontend|common/.test(role),
  // A backend loads a feature with `import()`, and uses its default export.
  CJS_WITH_ESMODULE_DEFAULT_EXPORT: ({ role }) => /backend/.test(role),
  CJSOnlyExportsDefault: ({ role }) => /backend/.test(role),
};

/**
 * Returns problems of packed packages for their users: one line with the name
 * of the package for each; empty without problems.
 */
export async function findingsOf(tarballs) {
  const files = (await fs.readdir(tarballs)).filter(f => f.endsWith('.tgz'));
  if (!files.length) throw new Error(`There is no package in ${tarballs}.`);
  const findings = await Promise.all(
    files.map(async file => {
      const data = await fs.readFile(path.join(tarballs, file));
      const tarball = new Uint8Array(data).buffer;
      const { messages, role } = await linted(tarball);
      return [...messages, ...(await typed(tarball))]
        .filter(found => !BY_BACKSTAGE[found.code]?.({ ...found, role }))
        .map(({ code, text }) => `${file}: ${code}: ${text}`);
    }),
  );
  return findings.flat();
}

async function linted(tarball) {
  const { messages, pkg } = await publint({ pack: { tarball } });
  return {
    role: pkg.backstage.role,
    messages: messages
      .filter(({ type }) => type !== 'suggestion')
      .map(message => ({
        code: message.code,
        path: message.path,
        text: formatMessage(message, pkg, { color: false }),
      })),
  };
}

async function typed(tarball) {
  const checked = await checkPackage(
    createPackageFromTarballData(new Uint8Array(tarball)),
  );
  // attw does not report packages without types.
  if (!checked.types) return [{ code: 'Untyped', text: 'It has no types.' }];
  return checked.problems
    .filter(({ resolutionKind }) => resolutionKind !== 'node10')
    .map(({ kind, ...about }) => ({ code: kind, text: JSON.stringify(about) }));
}
