import type { Translate } from '../../translation';
import { ConnectionParameters } from '../connectionParameters';

export interface Snippet {
  code: string;
  /** Notes to read before use, as sentences. */
  notes?: string[];
}

/** A format of a connection snippet. */
export interface SnippetFormat {
  /** Value of `format` in the URL. */
  id: string;
  /** A name, the same in every language. */
  label: string;
  build(t: Translate, target: ConnectionParameters): Snippet;
}
