import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Recipe } from '@pgstage/backstage-plugin-postgres-common';
import { CodeBlock } from '../CodeBlock/CodeBlock';
import { useTranslate } from '../../translation';

const useStyles = makeStyles(theme => ({
  recipe: {
    marginTop: theme.spacing(2),
    paddingTop: theme.spacing(2),
    borderTop: `1px solid ${theme.palette.divider}`,
  },
  title: {
    fontSize: '1rem',
    fontWeight: 600,
    margin: theme.spacing(0, 0, 0.5),
  },
  command: { marginTop: theme.spacing(1.5) },
  list: { margin: theme.spacing(0.5, 0), paddingLeft: theme.spacing(2.5) },
}));

interface ListProps {
  items: string[];
  /** Title of a single item. */
  one(item: string): string;
  /** Title above several items. */
  title: string;
}

const List = ({ items, one, title }: ListProps) => {
  const classes = useStyles();
  if (!items.length) return null;
  if (items.length === 1)
    return <Typography variant="body2">{one(items[0])}</Typography>;
  return (
    <Typography component="div" variant="body2">
      {title}
      <ul className={classes.list}>
        {items.map(item => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </Typography>
  );
};

/** The connection recipes of the provider. */
export const Recipes = ({ recipes }: { recipes: Recipe[] }) => {
  const classes = useStyles();
  const t = useTranslate();
  return (
    <>
      {recipes.map(({ id, title, description, commands, notes, needs }) => (
        <section key={id} className={classes.recipe} aria-label={title}>
          <Typography variant="h4" className={classes.title}>
            {title}
          </Typography>
          {description && (
            <Typography variant="body2">{description}</Typography>
          )}
          <List
            items={needs}
            one={need => t('connect.needs', { need })}
            title={t('connect.needsList')}
          />
          <List
            items={notes}
            one={note => t('connect.note', { note })}
            title={t('connect.notesList')}
          />
          {commands.map(({ label, command }) => (
            <div key={label} className={classes.command}>
              <Typography variant="body2">{label}</Typography>
              <CodeBlock code={command} what={label} />
            </div>
          ))}
        </section>
      ))}
    </>
  );
};
