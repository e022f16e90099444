import type { SidebarCommandId } from '../sidebar/commands.ts';
import { addGrant } from './add-grant.ts';
import { addReferer } from './add-referer.ts';
import { addToEnv } from './add-to-env.ts';
import { changeApis } from './change-apis.ts';
import type { SidebarCommand } from './context.ts';
import { copyAs } from './copy-as.ts';
import { copyToken } from './copy-token.ts';
import { createKey } from './create-key.ts';
import { createToken } from './create-token.ts';
import { createTokenFromDeclaration } from './create-token-from-declaration.ts';
import { deleteCredential } from './delete-credential.ts';
import { editKey } from './edit-key.ts';
import { editToken } from './edit-token.ts';
import { clearFilter, filterTokens } from './filter-tokens.ts';
import { findCredentialUsages } from './find-usages.ts';
import { groupTokens } from './group-tokens.ts';
import { insertSnippet } from './insert-snippet.ts';
import { insertToken } from './insert-token.ts';
import { openCredential } from './open-credential.ts';
import { openExample } from './open-example.ts';
import { regenerateKey } from './regenerate-key.ts';
import { removeGrant } from './remove-grant.ts';
import { removeReferer } from './remove-referer.ts';
import { renameToken } from './rename-token.ts';
import { replaceCredential } from './replace-credential.ts';
import { revealInWorkspace } from './reveal-in-workspace.ts';
import { rotateToken } from './rotate-token.ts';
import { saveAsDeclaration } from './save-as-declaration.ts';
import { sortTokens } from './sort-tokens.ts';
import { testToken } from './test-token.ts';

/** What runs each command of the sidebar. */
export const COMMANDS: Readonly<Record<SidebarCommandId, SidebarCommand>> = {
  'cartotoken.revealInWorkspace': revealInWorkspace,
  'cartotoken.filterTokens': filterTokens,
  'cartotoken.clearFilter': clearFilter,
  'cartotoken.sortTokens': sortTokens,
  'cartotoken.groupTokens': groupTokens,
  'cartotoken.testToken': testToken,
  'cartotoken.copyToken': copyToken,
  'cartotoken.copyAs': copyAs,
  'cartotoken.insertSnippet': insertSnippet,
  'cartotoken.insertToken': insertToken,
  'cartotoken.addToEnv': addToEnv,
  'cartotoken.createKey': createKey,
  'cartotoken.createToken': createToken,
  'cartotoken.editKey': editKey,
  'cartotoken.createTokenFromDeclaration': createTokenFromDeclaration,
  'cartotoken.saveAsDeclaration': saveAsDeclaration,
  'cartotoken.editToken': editToken,
  'cartotoken.addGrant': addGrant,
  'cartotoken.removeGrant': removeGrant,
  'cartotoken.addReferer': addReferer,
  'cartotoken.removeReferer': removeReferer,
  'cartotoken.changeApis': changeApis,
  'cartotoken.renameToken': renameToken,
  'cartotoken.findUsages': findCredentialUsages,
  'cartotoken.deleteCredential': deleteCredential,
  'cartotoken.regenerateKey': regenerateKey,
  'cartotoken.rotateToken': rotateToken,
  'cartotoken.openExample': openExample,
  'cartotoken.openCredential': openCredential,
  'cartotoken.replaceCredential': replaceCredential,
};
