import { fieldHeaders, fieldRows } from './jsonSchema.mjs';
import { block, code, page, table } from './markdown.mjs';

const intro = `# Template actions

A template is a form with a list of steps behind it; Backstage's scaffolder runs the steps when a person has filled in the form. Each step names an action. These are ours: use them in any template, as \`action: <name>\` with \`input\`. What a step gives back is read by later steps as \`\${{ steps.<id>.output.<name> }}\`.

An action does what the person who runs the template may do, no more. None of them takes or gives a password.`;

function describeAction({ id, description, schema, supportsDryRun, examples }) {
  const { input, output } = schema;
  return [
    `## ${code(id)}`,
    description,
    supportsDryRun
      ? 'In a dry run everything is checked and nothing is written.'
      : 'In a dry run the step is left out.',
    '### Input',
    table(fieldHeaders, fieldRows(input)),
    Object.keys(output?.properties ?? {}).length > 0 && [
      '### Output',
      table(['Name', 'Type', 'Always', 'Meaning'], fieldRows(output)),
    ],
    '### Examples',
    examples.map(({ description: what, example }) => [
      `${what}:`,
      block('yaml', example),
    ]),
  ];
}

/** Renders the page of all template actions, as added by their modules. */
export function actionsPage(added) {
  const actions = added.map(({ item }) => item);
  const links = actions.map(
    ({ id }) => `- [${code(id)}](#${id.replace(/:/g, '')})`,
  );
  return page(intro, links.join('\n'), actions.map(describeAction));
}
