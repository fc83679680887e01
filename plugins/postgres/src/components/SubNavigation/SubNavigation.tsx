import { Link, useLocation, useResolvedPath } from 'react-router-dom';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslate } from '../../translation';

const useStyles = makeStyles(theme => ({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    listStyle: 'none',
    margin: theme.spacing(0, 0, 2),
    padding: 0,
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
  link: {
    display: 'block',
    minHeight: 44,
    padding: theme.spacing(1.5, 2),
    color: theme.palette.text.primary,
    textDecoration: 'none',
    '&[aria-current="page"]': {
      fontWeight: 600,
      boxShadow: `inset 0 -3px 0 ${theme.palette.text.primary}`,
    },
    '&:hover': { textDecoration: 'underline' },
  },
}));

export interface SubRoute {
  path: string;
  title: string;
}

/** Links to the sections of the tab; each keeps the choices in the URL. */
export const SubNavigation = ({
  routes,
  current,
}: {
  routes: SubRoute[];
  current: string;
}) => {
  const classes = useStyles();
  const t = useTranslate();
  const { pathname } = useResolvedPath('');
  const { search } = useLocation();
  return (
    <nav aria-label={t('page.navigation')}>
      <ul className={classes.list}>
        {routes.map(({ path, title }) => (
          <li key={path}>
            <Link
              className={classes.link}
              to={{
                pathname: `${pathname.replace(/\/$/, '')}/${path}`,
                search,
              }}
              aria-current={path === current ? 'page' : undefined}
            >
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
};
