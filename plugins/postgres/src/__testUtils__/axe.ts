import axe from 'axe-core';

/** Returns the accessibility violations of the page: each rule and where it is broken. */
export async function violations(root: Element = document.body) {
  const { violations: found } = await axe.run(root, {
    // Without a layout, colors are unknown; a page in the test has no app around it.
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  return found.map(
    ({ id, nodes }) => `${id}: ${nodes.map(n => n.html).join(' ')}`,
  );
}
