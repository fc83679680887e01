import { withPassword } from './secretTexts';

describe('withPassword', () => {
  // As CloudNativePG 1.30 writes them.
  const data = {
    dbname: 'app',
    'fqdn-jdbc-uri':
      'jdbc:postgresql://orders-rw.shop.svc.cluster.local:5432/app?password=old%2Bone&user=app',
    'fqdn-uri':
      'postgresql://app:old%2Bone@orders-rw.shop.svc.cluster.local:5432/app',
    host: 'orders-rw',
    'jdbc-uri':
      'jdbc:postgresql://orders-rw.shop:5432/app?password=old%2Bone&user=app',
    password: 'old+one',
    pgpass: 'orders-rw:5432:app:app:old+one\n',
    port: '5432',
    uri: 'postgresql://app:old%2Bone@orders-rw.shop:5432/app',
    user: 'app',
    username: 'app',
  };

  it('changes every text that contains the password, and no other', () => {
    expect(withPassword(data, 'n:w@/$&')).toEqual({
      'fqdn-jdbc-uri':
        'jdbc:postgresql://orders-rw.shop.svc.cluster.local:5432/app?password=n%3Aw%40%2F%24%26&user=app',
      'fqdn-uri':
        'postgresql://app:n%3Aw%40%2F%24%26@orders-rw.shop.svc.cluster.local:5432/app',
      'jdbc-uri':
        'jdbc:postgresql://orders-rw.shop:5432/app?password=n%3Aw%40%2F%24%26&user=app',
      password: 'n:w@/$&',
      pgpass: 'orders-rw:5432:app:app:n\\:w@/$&\n',
      uri: 'postgresql://app:n%3Aw%40%2F%24%26@orders-rw.shop:5432/app',
    });
  });

  it('changes the password alone if a person created the Secret', () => {
    expect(withPassword({ username: 'app', password: 'app' }, 'new')).toEqual({
      password: 'new',
    });
  });

  it('leaves a name unchanged that equals the password', () => {
    const same = {
      ...data,
      password: 'app',
      uri: 'postgresql://app:app@app:5432/app',
    };
    expect(withPassword(same, 'new')).toMatchObject({
      password: 'new',
      uri: 'postgresql://app:new@app:5432/app',
    });
    expect(withPassword(same, 'new')).not.toHaveProperty('username');
  });
});
