import { z } from 'zod';
import { MAX_TEXT_LENGTH, printableLine, printableText } from '../printable';

const MAX_NAME_LENGTH = 1_000;

/** A text of another system; parsing makes it printable and cuts it, see {@link printableText}. */
export const reportedTextSchema = z
  .string()
  .overwrite(text => printableText(text))
  .max(MAX_TEXT_LENGTH);

/** A name or a status that another system reports; parsing makes it printable, on one line, and cuts it. */
export const reportedNameSchema = z
  .string()
  .overwrite(text => printableLine(text, MAX_NAME_LENGTH))
  .max(MAX_NAME_LENGTH);

/** A list that another system determines. Not cut, because a missing item would be a false statement. */
export const reportedListSchema = <T extends z.ZodType>(
  item: T,
  maxItems = 1_000,
) => z.array(item).max(maxItems);
