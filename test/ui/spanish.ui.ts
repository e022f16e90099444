import { describe, it } from 'vitest';
import { useWindow } from './window.ts';
import { Wizard } from './wizard.ts';

describe('a window in Spanish', () => {
  const openedWindow = useWindow({ theme: 'Default Light Modern', language: 'es' });

  it('welcomes, has its commands and asks in Spanish', async () => {
    const window = openedWindow();
    await window.showTokens();
    await window.welcome.getByText('Inicie sesión para ver sus tokens').waitFor();
    await window.run('CARTO: Usar la cuenta de sandbox');
    await window.tree('storefront-map').filter({ hasText: 'restringido' }).waitFor();
    await window.run('CARTO: Iniciar sesión');
    await new Wizard(window.page).row('CARTO, navegador').waitFor();
    await window.picture('spanish-light');
  });
});
