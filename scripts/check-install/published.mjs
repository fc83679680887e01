import fs from 'node:fs/promises';
import path from 'node:path';
import {
  checkPackage,
  createPackageFromTarballData,
} from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

/**
 * What is so because `backstage-cli package build` packs every package of
 * Backstage in this way, by the code of publint or the kind of attw.
 */
const BY_BACKSTAGE = {
  // Its conditions are in the order `backstage`, `import`, `require`, `types`.
  EXPORTS_TYPES_SHOULD_BE_FIRST: () => true,
  FallbackCondition: () => true,
  TYPES_NOT_EXPORTED: () => true,
  // `exports["."].backstage` names the kind of feature that the default export is, not a file.
  EXPORTS_VALUE_INVALID: ({ path: at = [] }) => at.at(-1) === 'backstage',
  // What browsers use is for bundlers: ESM without `"type": "module"`.
  FILE_INVALID_FORMAT: ({ role }) => /frontend|common/.test(role),
  UnexpectedModuleSyntax: ({ role }) => /frontend|common/.test(role),
  // A backend loads a feature by `import()`, and takes its default export.
  CJS_WITH_ESMODULE_DEFAULT_EXPORT: ({ role }) => /backend/.test(role),
  CJSOnlyExportsDefault: ({ role }) => /backend/.test(role),
};

/**
 * What is wrong with packed packages, for those who import them: each finding
 * as a line with the package's name. Empty: nothing.
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
  // It says nothing of packages without types.
  if (!checked.types) return [{ code: 'Untyped', text: 'It has no types.' }];
  return checked.problems
    .filter(({ resolutionKind }) => resolutionKind !== 'node10')
    .map(({ kind, ...about }) => ({ code: kind, text: JSON.stringify(about) }));
}
