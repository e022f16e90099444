import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { poll } from './patience.ts';
import { useWindow } from './window.ts';

describe('an access token in a source file', () => {
  // Without declarations, whose presence would activate the extension: here only the source file does.
  const openedWindow = useWindow({ theme: 'Default Dark Modern', without: ['tokens'] });

  it('is underlined, and its message says what to do without repeating it', async () => {
    const window = openedWindow();
    const { page } = window;
    await window.openFile('heatmap.js');
    await poll(() => page.locator('.squiggly-warning').count()).toBeGreaterThan(0);
    await window.goTo(7, 30);
    const hover = page.locator('.monaco-hover:visible', { hasText: 'hardcoded-access-token' });
    // VS Code drops its request for quick fixes where another overtakes it, and then goes on checking.
    await window.pressUntilVisible(
      'Escape ControlOrMeta+K ControlOrMeta+I',
      hover.filter({ hasNotText: 'Checking for quick fixes' }),
    );

    const source = await readFile(path.join(window.workspace, 'src/heatmap.js'), 'utf8');
    const [, token = ''] = /'(eyJ[^']+)'/.exec(source) ?? [];
    expect(token).not.toBe('');
    expect(await hover.textContent()).toContain('ac_example');
    expect(await hover.textContent()).not.toContain(token.slice(0, 7));
    await window.picture('access-token-dark');
  });
});
