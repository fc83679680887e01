import type { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import type { Link } from '../links/Link';
import type { PageView } from './PageViews';

/** When the link broke and worked again, as Unix milliseconds. */
export interface Outage {
  from: number;
  to: number;
}

/** Longest answer of a page view: the limit of a call to the catalog, and as much again for a busy machine. */
const LONGEST_VIEW_MS = 10_000;

/** The databases of the link in a view. */
const itemsOf = ({ items }: PageView, { place }: Link) =>
  items.filter(
    ({ provider, location }) =>
      provider === place.provider && location === place.location,
  );

const isGreen = ({ status, usable }: DatabaseView) =>
  status.state === 'working' || usable.value === true;

/**
 * Returns what is wrong with page views during an outage: views that fail for
 * another reason than a broken catalog, that take long, that show old data as
 * current, or that claim something at a time that has not come.
 */
export function viewProblems(views: PageView[], link: Link): string[] {
  const problems = new Set<string>();
  for (const view of views) {
    const { status, message, ms, answeredAt } = view;
    if (status !== 200 && !(link.id === 'catalog' && status === 503))
      problems.add(`a page view was answered with ${status}: ${message}`);
    if (ms > LONGEST_VIEW_MS) problems.add(`a page view took ${ms} ms`);
    for (const item of itemsOf(view, link).filter(isGreen)) {
      const age = answeredAt - Date.parse(item.observedAt);
      if (!item.unreachable && age > link.staleAfterMs)
        problems.add(
          `a page view showed ${item.name} as current, which was observed ${age} ms before`,
        );
      if (item.usable.value && Date.parse(item.usable.at) > answeredAt)
        problems.add(`a page view claimed ${item.name} usable in the future`);
    }
  }
  return [...problems];
}

/** Returns whether a view shows every database of the link as it is after the outage. */
function isCurrent(view: PageView, link: Link, healedAt: number): boolean {
  const items = itemsOf(view, link);
  return (
    items.length > 0 &&
    items.every(
      item =>
        !item.unreachable &&
        Date.parse(item.observedAt) >= healedAt - link.pollMs,
    )
  );
}

/** Milliseconds from the end of the outage until all views show it; undefined: the last does not. */
export function recoveryShownAfter(
  views: PageView[],
  link: Link,
  { to }: Outage,
): number | undefined {
  const after = views.filter(({ requestedAt }) => requestedAt >= to);
  const lastOld = after.findLastIndex(view => !isCurrent(view, link, to));
  const first: PageView | undefined = after[lastOld + 1];
  return first && first.answeredAt - to;
}

/** Milliseconds from the start of the outage to the first view that shows it; undefined: none did. */
export function outageShownAfter(
  views: PageView[],
  link: Link,
  { from, to }: Outage,
): number | undefined {
  const first = views.find(
    view =>
      view.requestedAt >= from &&
      view.answeredAt < to &&
      (view.status === 503 ||
        itemsOf(view, link).some(item => item.unreachable)),
  );
  return first && first.answeredAt - from;
}
