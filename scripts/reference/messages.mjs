import { catalogues, messageOf, textsOf } from '../lib/catalogues.mjs';
import { loadSource } from '../lib/sources.mjs';
import { code, page } from './markdown.mjs';

const intro = `# Messages

All texts of the message catalogues, with \`‹name›\` for each parameter, and with both plural forms. The README of the tab describes [how to translate them](../../plugins/postgres/README.md#translation).`;

/** The catalogues of the frontend packages. */
const refs = [
  ['postgres', 'postgresTranslationRef'],
  ['scaffolder-module-postgres', 'scaffolderPostgresTranslationRef'],
];

/** Returns the parameters of a text, each with a sample value; a plural form determines the count. */
export function samplesOf(key, text) {
  const names = [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name);
  return {
    ...Object.fromEntries(names.map(name => [name, `‹${name}›`])),
    ...(/_(one|other)$/.test(key) && { count: key.endsWith('_one') ? 1 : 3 }),
  };
}

/** Returns the id and the text of each message of a catalogue of the backend. */
function backendTexts(folder) {
  const message = messageOf(folder);
  return textsOf(folder).map(([key, text]) => {
    const params = samplesOf(key, text);
    const rendered = message(key.replace(/_(one|other)$/, ''), params);
    return [rendered.id, rendered.text];
  });
}

/** Returns the key and the text of each message of a translation ref. */
function frontendTexts([plugin, name]) {
  const ref = loadSource(`plugins/${plugin}/src/translation.ts`)[name];
  return Object.entries(ref.getDefaultMessages()).map(([key, text]) => {
    const samples = samplesOf(key, text);
    return [key, text.replace(/\{\{(\w+)\}\}/g, (_, param) => samples[param])];
  });
}

/** A list, because the columns of a table would change with each long text. */
const section = (title, texts) => [
  `## ${title}`,
  texts
    .map(([id, text]) => `- ${code(id)}: ${text.replace(/\s*\n\s*/g, ' ')}`)
    .join('\n'),
];

/** Renders the page of all texts of the message catalogues. */
export function messagesPage() {
  return page(
    intro,
    catalogues.map(folder => {
      const texts = backendTexts(folder);
      return section(`Backend, ${texts[0][0].split('.')[0]}`, texts);
    }),
    refs.map(ref => section(`Frontend, ${ref[0]}`, frontendTexts(ref))),
  );
}
