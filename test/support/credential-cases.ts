import { readFileSync } from 'node:fs';
import path from 'node:path';
import { filesBelow } from './files-below.ts';
import { accessToken, apiKey, clientSecret, jwt, oauthToken } from './synthetic.ts';

/** A text, and what is to be found in it. */
export interface CredentialCase {
  /** The folder and the name of its file. */
  readonly file: string;
  readonly text: string;
  readonly expected: readonly Expected[];
}

/** A rule, and the place that it is to blame: lines and characters from 1. */
export interface Expected {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

const TEMPLATES = 'test/support/credential-cases';

/** The rules as templates call them. */
const RULES: Readonly<Record<string, string>> = {
  at: 'hardcoded-access-token',
  ot: 'hardcoded-oauth-token',
  cs: 'hardcoded-client-secret',
  ak: 'hardcoded-api-key',
  q: 'api-key-in-query',
  b: 'api-key-in-body',
  2: 'api-key-sent-twice',
  m: 'client-key-malformed',
  u: 'client-username-missing',
  p: 'client-key-placeholder',
};

/**
 * The cases of the templates in credential-cases/, which hold no credential but say where one goes: `‹H1›` is an API key
 * of hexadecimal digits, the first of several, `⟦ak ‹H1›⟧` what a rule is to blame. `=== name` begins a case.
 */
export function credentialCases(): CredentialCase[] {
  return filesBelow(TEMPLATES, '.txt').flatMap((file) => {
    const [, ...cases] = readFileSync(file, 'utf8').split(/^=== /m);
    return cases.map((template) => {
      const line = template.indexOf('\n');
      const name = path.posix.join(path.basename(file, '.txt'), template.slice(0, line));
      return { file: name, ...read(template.slice(line + 1)) };
    });
  });
}

/** A text with the credentials in it that a template names, by their names. */
export function withCredentials(template: string): {
  readonly text: string;
  readonly credentials: ReadonlyMap<string, string>;
} {
  const credentials = new Map<string, string>();
  const text = template.replace(/‹([^›]+)›/g, (mark, name) => {
    credentials.set(mark, credential(name));
    return credential(name);
  });
  return { text, credentials };
}

/** Takes the marks out of a template, and puts the credentials in. */
function read(template: string): Pick<CredentialCase, 'text' | 'expected'> {
  let text = '';
  const open: { readonly rules: readonly string[]; readonly from: string }[] = [];
  const expected: Expected[] = [];
  const here = () => {
    const lines = text.split('\n');
    return `${lines.length}:${(lines.at(-1) ?? '').length + 1}`;
  };
  for (const part of template.split(/(⟦[\w,]+ |⟧|‹[^›]+›)/)) {
    if (part.startsWith('⟦')) {
      const rules = part.slice(1, -1).split(',');
      open.push({ rules: rules.map((rule) => RULES[rule] ?? rule), from: here() });
    } else if (part === '⟧') {
      const { rules, from } = open.pop() ?? { rules: [], from: '' };
      expected.push(...rules.map((rule) => ({ rule, from, to: here() })));
    } else {
      text += part.startsWith('‹') ? credential(part.slice(1, -1)) : part;
    }
  }
  return { text, expected };
}

/** A credential by its name in a template: `T`, `H1`, a piece `H1[0:20]`, a part of a token `T.1`, `b64:user:H1`, `up:H1` in capitals. */
function credential(name: string): string {
  if (name.startsWith('J:')) return jwt(JSON.parse(name.slice(2)));
  if (name.startsWith('up:')) return whole(name.slice(3)).toUpperCase();
  if (name.startsWith('b64:')) {
    const text = name.slice(4).replace(/\w+$/, whole);
    return Buffer.from(text).toString('base64');
  }
  const [, which = '', part, start, end] = /^(\w+)(?:\.(\d)|\[(\d*):(\d*)\])?$/.exec(name) ?? [];
  if (part !== undefined) return whole(which).split('.')[Number(part)] ?? '';
  return whole(which).slice(Number(start ?? 0), end ? Number(end) : undefined);
}

function whole(name: string): string {
  const seed = name.slice(1);
  switch (name[0]) {
    case 'T':
      if (seed === '8') return accessToken({ idLength: 8 });
      return seed === 'exp' ? accessToken({ expires: 1_830_000_000 }) : accessToken({ seed });
    case 'O':
      return seed === ''
        ? oauthToken()
        : oauthToken({
            seed,
            audience: ['carto-cloud-native-api', 'https://carto.example/userinfo'],
          });
    case 'S':
      return clientSecret(seed);
    case 'B':
      return apiKey('base64url', seed);
    default:
      return apiKey('hex', seed);
  }
}
