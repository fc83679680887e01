import { LabeledCheckbox } from './LabeledCheckbox';

export interface DropListProps {
  /** What exists, and what its box says. */
  items: { name: string; label: string }[];
  /** Names that are to go. */
  dropped: string[];
  onChange(dropped: string[]): void;
  /** Names the list. */
  label: string;
  /** Instead of an empty list. */
  none: string;
}

/** What was declared, each with a box to drop it. */
export const DropList = (props: DropListProps) => {
  const { items, dropped, onChange, label, none } = props;
  if (!items.length) return <p>{none}</p>;
  return (
    <div role="group" aria-label={label}>
      {items.map(({ name, label: itemLabel }) => (
        <LabeledCheckbox
          key={name}
          checked={dropped.includes(name)}
          onChange={on =>
            onChange(
              on ? [...dropped, name] : dropped.filter(each => each !== name),
            )
          }
        >
          {itemLabel}
        </LabeledCheckbox>
      ))}
    </div>
  );
};
