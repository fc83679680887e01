import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router-dom';

/**
 * Suggestions during one visit of a form, by field. Stored here because a field
 * is unmounted with its page, and the user may return to it.
 */
let suggested = { visit: '', names: new Map<string, string>() };

/** Keeps the name equal to the suggestion until the user enters another one. */
export function useSuggestedName(
  id: string,
  name: string | undefined,
  suggestion: string | undefined,
  onChange: (name: string) => void,
) {
  const { key: visit } = useLocation();
  if (suggested.visit !== visit) suggested = { visit, names: new Map() };
  const { names } = suggested;
  // The user is typing in an empty field, or left it empty on an earlier page.
  const typed = useRef(false);
  const isOwn = name ? name !== names.get(id) : typed.current;
  useEffect(() => {
    // What the user has typed since the render: effects run after the event.
    if (!suggestion || isOwn || typed.current || name === suggestion) return;
    names.set(id, suggestion);
    onChange(suggestion);
  });
  return () => {
    typed.current = true;
  };
}
