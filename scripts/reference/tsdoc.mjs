import ts from 'typescript';

/** Returns the text of a comment, each paragraph on one line, without TSDoc syntax. */
function docOf(node) {
  const last = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).at(-1);
  const comment = ts.getTextOfJSDocComment(last?.comment) ?? '';
  return comment
    .replace(/\{@link\s+([^}]+?)\s*\}/g, '`$1`')
    .split(/\n\s*\n/)
    .map(paragraph => paragraph.replace(/\s*\n\s*/g, ' ').trim())
    .join('\n\n');
}

function membersOf(node, source) {
  return node.members.map(member => ({
    name: member.name?.getText(source) ?? '',
    doc: docOf(member),
    type: member.type?.getText(source),
    optional: Boolean(member.questionToken),
    parameters: member.parameters?.map(parameter => ({
      name: parameter.name.getText(source),
      type: parameter.type?.getText(source) ?? '',
      optional: Boolean(parameter.questionToken),
    })),
  }));
}

const textOf = node =>
  node && ts.isStringLiteralLike(node) ? node.text : undefined;

/** Returns the properties of an object literal, with or without `as const`. */
function propertiesOf(initializer) {
  const value =
    initializer && ts.isAsExpression(initializer)
      ? initializer.expression
      : initializer;
  return value && ts.isObjectLiteralExpression(value)
    ? value.properties.filter(ts.isPropertyAssignment)
    : [];
}

/**
 * Returns the top-level declarations of a TypeScript text, by name: the TSDoc,
 * the members of an interface, the value of a constant text. A property of a
 * constant has the name `constant.property`.
 */
export function readDeclarations(text) {
  const source = ts.createSourceFile(
    'x.ts',
    text,
    ts.ScriptTarget.Latest,
    true,
  );
  const found = new Map();
  const addVariable = (declaration, statement) => {
    const name = declaration.name.getText(source);
    const { initializer } = declaration;
    found.set(name, { doc: docOf(statement), value: textOf(initializer) });
    for (const property of propertiesOf(initializer)) {
      found.set(`${name}.${property.name.getText(source)}`, {
        doc: docOf(property),
        value: textOf(property.initializer),
      });
    }
  };
  for (const statement of source.statements) {
    if (ts.isVariableStatement(statement)) {
      const { declarations } = statement.declarationList;
      declarations.forEach(declaration => addVariable(declaration, statement));
    } else if (ts.isInterfaceDeclaration(statement)) {
      const members = membersOf(statement, source);
      found.set(statement.name.text, { doc: docOf(statement), members });
    }
  }
  return found;
}
