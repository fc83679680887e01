/**
 * Returns the steps of the README as `{ sh, ts, yaml }`: the text of its code
 * blocks between the markers, by language. So the README itself is tested.
 */
export function installSteps(readme) {
  const [, section] =
    readme.match(/<!-- install -->(.*)<!-- \/install -->/s) ?? [];
  if (section === undefined) {
    throw new Error(
      'README.md has no section between <!-- install --> and <!-- /install -->.',
    );
  }
  const steps = { sh: '', ts: '', yaml: '' };
  for (const [, language, text] of section.matchAll(
    /^```(\w*)\n(.*?)^```$/gms,
  )) {
    if (!(language in steps)) {
      throw new Error(
        `README.md: the section on the installation has a block of "${language}", which is not tested.`,
      );
    }
    steps[language] += text;
  }
  return steps;
}
