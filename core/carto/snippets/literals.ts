import type { CredentialText } from './snippet.ts';

/** How a language writes texts, and the credential behind what has to stand before it. */
interface Language {
  text(text: string): string;
  credential(credential: CredentialText, prefix?: string): string;
}

export const JAVASCRIPT: Language = {
  // In a page's <script>, a closing tag would end it even inside a text.
  text: (text) => JSON.stringify(text).replaceAll('</', '<\\/'),
  credential: (credential) =>
    credential.kind === 'value'
      ? JAVASCRIPT.text(credential.value)
      : `${credential.of}.${credential.name}`,
};

export const PYTHON: Language = {
  // JSON escapes nothing that Python reads in another way.
  text: (text) => JSON.stringify(text),
  credential: (credential, prefix = '') => {
    if (credential.kind === 'value') return PYTHON.text(prefix + credential.value);
    const read = `os.environ[${PYTHON.text(credential.name)}]`;
    return prefix === '' ? read : `${PYTHON.text(prefix)} + ${read}`;
  },
};

/** POSIX's. */
export const SHELL: Language = {
  text: (text) => `'${text.replaceAll("'", "'\\''")}'`,
  credential: (credential, prefix = '') =>
    credential.kind === 'value'
      ? SHELL.text(prefix + credential.value)
      : `"${prefix.replace(/[\\"$`]/g, '\\$&')}$${credential.name}"`,
};
