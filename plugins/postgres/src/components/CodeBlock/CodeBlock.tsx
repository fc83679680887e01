import { makeStyles } from '@material-ui/core/styles';
import { CopyButton } from '../CopyButton/CopyButton';

const useStyles = makeStyles(theme => ({
  code: {
    margin: theme.spacing(0, 0, 1),
    padding: theme.spacing(1.5),
    borderRadius: theme.shape.borderRadius,
    backgroundColor: theme.palette.action.hover,
    color: theme.palette.text.primary,
    fontFamily: 'ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace',
    fontSize: '0.875rem',
    lineHeight: 1.5,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
}));

/**
 * A text to copy. `CodeSnippet` of core-components has no name for screen
 * readers, and scrolls sideways instead of wrapping lines.
 */
export const CodeBlock = ({ code, what }: { code: string; what: string }) => {
  const classes = useStyles();
  return (
    <>
      <pre className={classes.code} role="group" aria-label={what}>
        <code>{code}</code>
      </pre>
      <CopyButton what={what} text={code} />
    </>
  );
};
