import { ConnectTarget } from '../target';

export interface Snippet {
  code: string;
  /** What to know before use, in sentences. */
  notes?: string[];
}

/** One way of writing how to connect. */
export interface SnippetFormat {
  /** Value of `format` in the URL. */
  id: string;
  label: string;
  /** Completes the copy button's label: "Copy …". */
  copies: string;
  build(target: ConnectTarget): Snippet;
}
