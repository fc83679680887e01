import { z } from 'zod';

/** Whether a text is a valid name of a PostgreSQL parameter. @public */
export function isParameterName(key: string): boolean {
  return /^[a-z_][a-z0-9_$]*(\.[a-z_][a-z0-9_$]*)?$/.test(key);
}

/** One line; braces, `$.` and text that begins like YAML belong to other languages, never to a parameter. @public */
export const parameterValue = z
  .string()
  .max(1000)
  .regex(/^[^\p{Cc}{}]*$/u, { message: 'must be one line without braces' })
  .regex(/^(?![-?] |[!&*|>@`]|[\w.-]+: )/, {
    message: 'must not begin like YAML',
  })
  .refine(text => !/\$[.[(]/.test(text), {
    message: 'must not be a path that begins with $',
  });

const WORD = '([A-Za-z0-9_.:/,+*-]+|"[A-Za-z0-9_.,+ -]+")';
const METHOD =
  '(trust|reject|scram-sha-256|md5|password|gss|sspi|ident|peer|pam|ldap|radius|cert)';
const HBA = new RegExp(
  `^(local(\\s+${WORD}){2}|(host|hostssl|hostnossl|hostgssenc|hostnogssenc)(\\s+${WORD}){3,4})\\s+${METHOD}(\\s+[a-z]+=${WORD})*$`,
);

/** One line of pg_hba.conf. @public */
export const hbaLine = z
  .string()
  .max(500)
  .refine(
    line => !/[\p{Cc}]/u.test(line.replace(/\t/g, ' ')) && HBA.test(line),
    {
      message:
        'must be one line of pg_hba.conf, for example "hostssl all all 10.0.0.0/8 scram-sha-256"',
    },
  );
