import { LabeledCheckbox } from './LabeledCheckbox';

export interface DropListProps {
  /** The existing items, with the labels of their checkboxes. */
  items: { name: string; label: string }[];
  /** Names of the items to drop. */
  dropped: string[];
  onChange(dropped: string[]): void;
  /** Accessible name of the list. */
  label: string;
  /** Shown instead of an empty list. */
  none: string;
}

/** The declared items, each with a checkbox to drop it. */
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
