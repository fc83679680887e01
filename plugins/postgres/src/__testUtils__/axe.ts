import axe from 'axe-core';

/** What makes the page hard to use with assistive technology: each rule and where it is broken. */
export async function violations(root: Element = document.body) {
  const { violations: found } = await axe.run(root, {
    // Without a layout, colours are not known; a page in the test has no frame of an app around it.
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  return found.map(
    ({ id, nodes }) => `${id}: ${nodes.map(n => n.html).join(' ')}`,
  );
}
