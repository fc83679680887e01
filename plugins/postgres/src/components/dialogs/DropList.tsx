import { Tick } from './Tick';

export interface DropListProps {
  /** What exists, and how it is told. */
  items: { name: string; words: string }[];
  /** Names that are to go. */
  dropped: string[];
  onChange(dropped: string[]): void;
  /** Of what there is none: "further role". */
  what: string;
}

/** What was declared, each with a box to drop it. */
export const DropList = ({ items, dropped, onChange, what }: DropListProps) => {
  if (!items.length) return <p>There is no {what} yet.</p>;
  return (
    <div role="group" aria-label={`Drop a ${what}`}>
      {items.map(({ name, words }) => (
        <Tick
          key={name}
          checked={dropped.includes(name)}
          onChange={on =>
            onChange(
              on ? [...dropped, name] : dropped.filter(each => each !== name),
            )
          }
        >
          Drop {words}
        </Tick>
      ))}
    </div>
  );
};
