import { isDeepStrictEqual } from 'node:util';
import type {
  ClassifiedSpec,
  OptionClass,
} from '@pgstage/backstage-plugin-postgres-node';
import { type Fields, isFields, isSameItem } from '../write/fields';

/** The class of an option, or a function of its value and key. @public */
export type OptionRule =
  | OptionClass
  | ((value: unknown, key: string) => OptionClass);

/** Fields, and items of lists by their index. */
const entriesOf = (value: unknown): Fields =>
  isFields(value) || Array.isArray(value) ? { ...(value as Fields) } : {};

/** Returns the existing items, each at the index of the same requested item; the others follow. */
function paired(requested: unknown, existing: unknown): unknown {
  if (!Array.isArray(requested) || !Array.isArray(existing)) return existing;
  return [
    ...requested.map(item => existing.find(other => isSameItem(item, other))),
    ...existing.filter(
      item => !requested.some(other => isSameItem(item, other)),
    ),
  ];
}

/**
 * Classes of the options of a provider.
 *
 * @public
 */
export class OptionClasses {
  readonly #retained: Set<string>;

  constructor(
    /** By path within the options or, of further roles and databases, within the spec; keys of maps and indexes of lists are `*`. */
    private readonly rules: Record<string, OptionRule>,
    /** Options that stay unchanged if omitted while others of the same object are given. */
    retained: string[] = [],
  ) {
    this.#retained = new Set(retained);
  }

  /** Whether a pattern of an option, or of a field of a role or database, has a class. */
  has(pattern: string): boolean {
    return Object.hasOwn(this.rules, pattern);
  }

  /**
   * Returns the class of each changed or removed option, by its path in the
   * spec. Unknown options have none: they are refused elsewhere.
   */
  of(
    { options = {}, roles, databases }: ClassifiedSpec,
    existing: ClassifiedSpec = {},
  ): Record<string, OptionClass> {
    const contents = { roles, databases };
    const before = { roles: existing.roles, databases: existing.databases };
    return Object.fromEntries([
      ...this.#classesOf(options, existing.options ?? {}, ['options'], ''),
      ...this.#classesOf(contents, before, [], ''),
    ]);
  }

  *#classesOf(
    value: unknown,
    before: unknown,
    path: string[],
    pattern: string,
  ): Generator<[path: string, optionClass: OptionClass]> {
    if (isDeepStrictEqual(value, before)) return;
    if (this.has(pattern)) {
      if (value === undefined && this.#retained.has(pattern)) return;
      const rule = this.rules[pattern];
      const optionClass =
        typeof rule === 'function'
          ? rule(value ?? before, path.at(-1) ?? '')
          : rule;
      yield [path.join('.'), optionClass];
      return;
    }
    const [now, previous] = [
      entriesOf(value),
      entriesOf(paired(value, before)),
    ];
    for (const key of new Set([
      ...Object.keys(now),
      ...Object.keys(previous),
    ])) {
      const exact = pattern ? `${pattern}.${key}` : key;
      const next = this.#leadsTo(exact) ? exact : `${pattern}.*`;
      yield* this.#classesOf(now[key], previous[key], [...path, key], next);
    }
  }

  #leadsTo(pattern: string): boolean {
    return Object.keys(this.rules).some(
      key => key === pattern || key.startsWith(`${pattern}.`),
    );
  }
}
