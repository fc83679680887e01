import type { Translate } from '../../translation';
import { ConnectionParameters } from '../connectionParameters';

export interface Snippet {
  code: string;
  /** What to know before use, in sentences. */
  notes?: string[];
}

/** One way of writing how to connect. */
export interface SnippetFormat {
  /** Value of `format` in the URL. */
  id: string;
  /** A name, the same in every language. */
  label: string;
  build(t: Translate, target: ConnectionParameters): Snippet;
}
