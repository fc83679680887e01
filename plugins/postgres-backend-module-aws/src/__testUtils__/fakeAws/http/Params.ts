/** A value of a request: text, a list, or named values. JSON also has numbers and booleans. */
export type Value = string | number | boolean | Value[] | Values;
export interface Values {
  [name: string]: Value;
}

/**
 * The parameters of a call. Records which ones a handler has read: a call with unread
 * parameters fails, so that no test passes because the fake ignores a parameter.
 */
export class Params {
  private readonly read = new Set<string>();

  constructor(readonly values: Values) {}

  has(name: string): boolean {
    this.read.add(name);
    return this.values[name] !== undefined && this.values[name] !== '';
  }

  text(name: string): string | undefined {
    return this.has(name) ? String(this.values[name]) : undefined;
  }

  number(name: string): number | undefined {
    return this.has(name) ? Number(this.values[name]) : undefined;
  }

  flag(name: string): boolean | undefined {
    return this.has(name) ? String(this.values[name]) === 'true' : undefined;
  }

  texts(name: string): string[] | undefined {
    return this.has(name)
      ? (this.values[name] as Value[]).map(String)
      : undefined;
  }

  list(name: string): Params[] {
    return this.has(name)
      ? (this.values[name] as Values[]).map(values => new Params(values))
      : [];
  }

  struct(name: string): Params {
    return new Params(this.has(name) ? (this.values[name] as Values) : {});
  }

  /** Names that no handler has read. */
  unread(): string[] {
    return Object.keys(this.values).filter(name => !this.read.has(name));
  }
}
