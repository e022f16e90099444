/** The commands that the sidebar's bundle runs. Each is a file in commands/ and a line in commands/commands.ts. */
export const SIDEBAR_COMMANDS = [
  'cartotoken.revealInWorkspace',
  'cartotoken.filterTokens',
  'cartotoken.clearFilter',
  'cartotoken.sortTokens',
  'cartotoken.groupTokens',
  'cartotoken.testToken',
  'cartotoken.copyToken',
  'cartotoken.copyAs',
  'cartotoken.insertSnippet',
  'cartotoken.insertToken',
  'cartotoken.addToEnv',
  'cartotoken.createToken',
  'cartotoken.createTokenFromDeclaration',
  'cartotoken.saveAsDeclaration',
  'cartotoken.editToken',
  'cartotoken.removeGrant',
  'cartotoken.addReferer',
  'cartotoken.removeReferer',
  'cartotoken.changeApis',
  'cartotoken.renameToken',
  'cartotoken.addGrant',
  'cartotoken.createKey',
  'cartotoken.editKey',
] as const;

export type SidebarCommandId = (typeof SIDEBAR_COMMANDS)[number];
