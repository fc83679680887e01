import { fieldHeaders, fieldRows } from './jsonSchema.mjs';
import { block, code, page, table } from './markdown.mjs';

const intro = `# Template actions

A template is a form with a list of steps; Backstage's scaffolder runs the steps after a user has submitted the form. Each step calls an action. Use the actions of pgstage in any template, as \`action: <name>\` with \`input\`. Later steps read the outputs of a step as \`\${{ steps.<id>.output.<name> }}\`.

An action has the permissions of the user who runs the template. No action has a password as input or output.`;

function describeAction({ id, description, schema, supportsDryRun, examples }) {
  const { input, output } = schema;
  return [
    `## ${code(id)}`,
    description,
    supportsDryRun
      ? 'In a dry run, the request is validated and nothing is written.'
      : 'In a dry run, the step is skipped.',
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
