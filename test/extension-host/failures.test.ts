import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Account } from '../../client/accounts/account.ts';
import { AccountFailure } from '../../client/accounts/account-failure.ts';
import { messageOf, reasonOf } from '../../client/failures.ts';
import { CartoError, FAILURE_KINDS } from '../../core/carto/error.ts';
import { phrase } from '../../core/phrase.ts';

const HOST = { host: 'carto.example.com' };

describe('a failure', () => {
  it('is said with cause and remedy, whosever it is', () => {
    for (const kind of FAILURE_KINDS) {
      const error = new CartoError(kind, HOST);
      assert.equal(messageOf(error), error.message);
      assert.equal(messageOf(new AccountFailure({} as Account, error)), error.message);
      assert.equal(reasonOf(error), error.reason);
    }
    assert.equal(messageOf(new Error('No.')), 'No.');
    assert.equal(messageOf('No.'), 'No.');
  });

  it('is said with what is done and what is not, where that is known', () => {
    const error = new CartoError('forbidden', HOST);
    const says = 'Deleted: a. Not deleted: b.';
    assert.equal(messageOf(new AccountFailure({} as Account, error, says)), says);
  });

  it('is said in the language that VS Code is shown in', () => {
    const folder = vscode.extensions.getExtension('cartotokens.carto-tokens')?.extensionPath ?? '';
    const spanish = JSON.parse(readFileSync(path.join(folder, 'l10n/bundle.l10n.es.json'), 'utf8'));
    const { t } = vscode.l10n;
    Object.assign(vscode.l10n, {
      t: (text: string, values: Record<string, string>) => t(spanish[text] ?? '', values),
    });
    try {
      const late = new CartoError('timeout', { ...HOST, waited: 30_000 });
      assert.equal(
        messageOf(late),
        'carto.example.com no ha respondido a tiempo (30 segundos). Vuelva a intentarlo; si sigue igual, compruebe la conexión.',
      );
      const fault = phrase('"{field}" is missing', { field: 'name' });
      assert.equal(
        reasonOf(new CartoError('unreadable-answer', { ...HOST, fault })),
        'La respuesta de carto.example.com no se puede leer: falta "name".',
      );
      const reasons = ['It says {host}'];
      assert.equal(
        reasonOf(new CartoError('forbidden', { ...HOST, reasons })),
        'carto.example.com no lo permite: It says {host}.',
      );
    } finally {
      Object.assign(vscode.l10n, { t });
    }
  });
});
