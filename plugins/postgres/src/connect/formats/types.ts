import { ConnectTarget } from '../target';

export interface Snippet {
  code: string;
  /** What to know before use, one sentence. */
  note?: string;
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
