import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { accessToken } from '../support/synthetic.ts';
import { expectDiagnostics, file, open, ours } from './support.ts';

describe('credentials in VS Code', () => {
  it('an access token in a source file is found, and not repeated in the message', async () => {
    const uri = file('src/heatmap.js');
    const document = await open(uri);
    await expectDiagnostics(uri, ['hardcoded-access-token Warning 6:16-6:160']);
    const [finding] = ours(uri);
    assert.ok(finding);
    const token = document.getText(finding.range);
    assert.ok(token.startsWith('eyJhbGci') && token.length === 144);
    assert.ok(!finding.message.includes(token.slice(0, 7)));
  });

  it('a source file that reads its token from the environment has none', async () => {
    const bad = file('src/heatmap.js');
    const good = file('src/map.js');
    await open(good);
    await open(bad);
    await expectDiagnostics(bad, ['hardcoded-access-token Warning 6:16-6:160']);
    assert.deepEqual(ours(good), []);
  });

  for (const language of ['python', 'sql', 'plaintext', 'dockerfile', 'markdown']) {
    it(`a token typed into an untitled ${language} document is found`, async () => {
      const content = `\nTOKEN = ${accessToken({ seed: language })}\n`;
      const document = await vscode.workspace.openTextDocument({ language, content });
      await vscode.window.showTextDocument(document);
      await expectDiagnostics(document.uri, ['hardcoded-access-token Warning 1:8-1:152']);
    });
  }
});
