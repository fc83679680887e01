import { useState } from 'react';
import {
  Content,
  Header,
  InfoCard,
  Page,
  ProxiedSignInPage,
} from '@backstage/core-components';
import { IdentityApi } from '@backstage/core-plugin-api';
import { SignInPageProps } from '@backstage/plugin-app-react';
import Button from '@material-ui/core/Button';
import Grid from '@material-ui/core/Grid';
import Typography from '@material-ui/core/Typography';
import { demoUsers } from './demoUsers';
import { rememberedProvider, withSignOut } from './rememberedProvider';

/**
 * Signs in as one of the users of the demo, without a password. The session
 * belongs to the browser tab, so that users can be compared in two tabs.
 */
export const DemoSignInPage = (props: SignInPageProps) => {
  const [provider, setProvider] = useState(rememberedProvider.get());

  if (provider) {
    return (
      <ProxiedSignInPage
        {...props}
        provider={provider}
        onSignInSuccess={(identity: IdentityApi) =>
          props.onSignInSuccess(
            withSignOut(identity, rememberedProvider.forget),
          )
        }
      />
    );
  }

  const choose = (chosen: string) => {
    rememberedProvider.set(chosen);
    setProvider(chosen);
  };

  return (
    <Page themeId="home">
      <Header title="pgstage" subtitle="PostgreSQL in Backstage: the demo" />
      <Content>
        <Grid
          container
          component="ul"
          style={{ listStyle: 'none', padding: 0 }}
        >
          {demoUsers.map(user => (
            <Grid item component="li" key={user.provider}>
              <InfoCard
                title={user.name}
                actions={
                  <Button
                    color="primary"
                    variant="outlined"
                    onClick={() => choose(user.provider)}
                  >
                    Sign in as {user.name}
                  </Button>
                }
              >
                <Typography>Member of {user.group}.</Typography>
                <Typography color="textSecondary">
                  No password: this sign-in exists in the demo only.
                </Typography>
              </InfoCard>
            </Grid>
          ))}
        </Grid>
      </Content>
    </Page>
  );
};
