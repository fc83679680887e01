import { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslate } from '../../translation';

const useStyles = makeStyles(theme => ({
  root: {
    width: '100%',
    borderCollapse: 'collapse',
    fontSize: '0.875rem',
    color: theme.palette.text.primary,
    '& caption': {
      textAlign: 'left',
      fontWeight: 600,
      paddingBottom: theme.spacing(0.5),
    },
    '& th, & td': {
      overflowWrap: 'break-word',
      textAlign: 'left',
      verticalAlign: 'top',
      padding: theme.spacing(1, 2, 1, 0),
      borderBottom: `1px solid ${theme.palette.divider}`,
    },
    '& thead th': {
      color: theme.palette.text.secondary,
      fontWeight: 500,
    },
    '& tbody th': { fontWeight: 500 },
    // Cells are stacked if a row does not fit.
    [theme.breakpoints.down('sm')]: {
      '&, & tbody, & tr, & td, & tbody th, & caption': { display: 'block' },
      '& thead': {
        display: 'block',
        position: 'absolute',
        clip: 'rect(0 0 0 0)',
        overflow: 'hidden',
        width: 1,
        height: 1,
      },
      '& tr': {
        borderBottom: `1px solid ${theme.palette.divider}`,
        padding: theme.spacing(1, 0),
      },
      '& td, & tbody th': { border: 0, padding: theme.spacing(0.25, 0) },
      '& td::before': {
        content: 'attr(data-label) ": "',
        color: theme.palette.text.secondary,
      },
    },
  },
  short: { whiteSpace: 'nowrap' },
  // Shrinks to make room for the other columns.
  path: { '&&': { overflowWrap: 'anywhere', minWidth: 150 } },
}));

export interface Column<T> {
  label: string;
  /** Returns null or undefined if the value is unknown. */
  render(row: T): ReactNode;
  /** `short` stays on one line; `path` breaks anywhere. */
  text?: 'short' | 'path';
  /** Text for an unknown value. Default: `unknown`. */
  unknown?: string;
  /** Omitted if the value is unknown in all rows. */
  optional?: boolean;
}

export interface DataTableProps<T> {
  caption: string;
  /** The first column is the row header. */
  columns: Column<T>[];
  rows: T[];
  rowKey(row: T): string;
}

/** A table for few rows, readable from a width of 320 pixels. */
export function DataTable<T>({
  caption,
  columns,
  rows,
  rowKey,
}: DataTableProps<T>) {
  const classes = useStyles();
  const t = useTranslate();
  const shown = columns.filter(
    column => !column.optional || rows.some(row => Boolean(column.render(row))),
  );
  const [first, ...rest] = shown;
  return (
    <table className={classes.root}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          {shown.map(column => (
            <th key={column.label} scope="col">
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={rowKey(row)}>
            <th scope="row" className={first.text && classes[first.text]}>
              {first.render(row)}
            </th>
            {rest.map(column => (
              <td
                key={column.label}
                data-label={column.label}
                className={column.text && classes[column.text]}
              >
                {column.render(row) ?? column.unknown ?? t('unknown')}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
