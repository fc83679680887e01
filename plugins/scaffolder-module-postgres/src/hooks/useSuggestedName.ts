import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router-dom';

/**
 * What was suggested during one visit of a form, by field. Here because a field
 * ends with its page, and a person may come back to it.
 */
let suggested = { visit: '', names: new Map<string, string>() };

/** Keeps a name equal to the suggestion until a person gives another one. */
export function useSuggestedName(
  id: string,
  name: string | undefined,
  suggestion: string | undefined,
  onChange: (name: string) => void,
) {
  const { key: visit } = useLocation();
  if (suggested.visit !== visit) suggested = { visit, names: new Map() };
  const { names } = suggested;
  // An empty field is being typed in, or was left empty on an earlier page.
  const typed = useRef(false);
  const isOwn = name ? name !== names.get(id) : typed.current;
  useEffect(() => {
    if (!suggestion || isOwn || name === suggestion) return;
    names.set(id, suggestion);
    onChange(suggestion);
  });
  return () => {
    typed.current = true;
  };
}
