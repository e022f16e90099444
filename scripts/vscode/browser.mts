import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { canInstallDebianPackages, installDebianPackages } from '../lib/debian.mts';
import { DOWNLOADS } from '../lib/paths.mts';
import { runTool } from '../lib/processes.mts';
import { Trouble } from '../lib/trouble.mts';
import { which } from '../lib/which.mts';

const COMMANDS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
];
/** Browsers that Playwright finds where their installers put them. */
const CHANNELS = ['chrome', 'msedge'];

/** Quiet: no request of the browser's own, whatever machine it runs on. */
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Opens a headless Chromium: the machine's own, one that Playwright has downloaded, or one installed now.
 *
 * @throws Trouble with how to get one
 */
export async function openBrowser(): Promise<Browser> {
  return (await openInstalled()) ?? (await openAfterInstalling());
}

/** Sees to it that there is a browser. @throws Trouble with how to get one */
export async function installBrowser(): Promise<void> {
  await (await openBrowser()).close();
}

/** The first that starts: a command on PATH may only be a stub that tells how to install a browser. */
async function openInstalled(): Promise<Browser | undefined> {
  const executables = [...COMMANDS.map(which), chromium.executablePath()];
  const candidates = [
    ...executables.flatMap((file) => (file && existsSync(file) ? { executablePath: file } : [])),
    ...CHANNELS.map((channel) => ({ channel })),
  ];
  for (const candidate of candidates) {
    const browser = await launch(candidate).catch(() => undefined);
    if (browser) return browser;
  }
  return undefined;
}

async function openAfterInstalling(): Promise<Browser> {
  if (canInstallDebianPackages()) {
    await installDebianPackages(['chromium'], path.join(DOWNLOADS, 'chromium-install.log'));
  } else {
    console.log('Downloading a browser (once)…');
    await runTool('playwright-core', ['install', 'chromium']);
  }
  const browser = await openInstalled();
  if (browser) return browser;
  throw new Trouble(
    'The tests need a Chromium, Chrome or Edge, and none was found or could be downloaded. ' +
      'Install one, for example with "sudo apt-get install chromium" or "npx playwright-core install chromium".',
  );
}

function launch(candidate: { executablePath?: string; channel?: string }): Promise<Browser> {
  // Chromium's sandbox refuses to run as root.
  const args = process.getuid?.() === 0 ? [...FLAGS, '--no-sandbox'] : FLAGS;
  return chromium.launch({ ...candidate, args });
}
