import * as vscode from 'vscode';
import type { Authorization } from '../../core/carto/api.ts';
import { basic, bearer } from '../../core/carto/authorization.ts';
import { type CartoError, isCartoError } from '../../core/carto/error.ts';
import { keyProbes } from '../../core/carto/probes/key-probes.ts';
import {
  leftOut,
  type Probe,
  type ProbePlan,
  type Unasked,
} from '../../core/carto/probes/probe.ts';
import { tokenProbes } from '../../core/carto/probes/token-probes.ts';
import { type Verdict, verdictOf } from '../../core/carto/probes/verdict.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Credential } from '../accounts/credentials.ts';
import type { CredentialNode } from '../tokens/node.ts';
import { createAsking } from './asking.ts';

/** A request that was made, and what came of it. */
export interface Trial {
  readonly probe: Probe;
  readonly verdict: Verdict;
}

/** What a credential can do, as far as it was asked. */
export interface TestResult {
  readonly trials: readonly Trial[];
  readonly unasked: readonly Unasked[];
  /** What ended it before all was asked. */
  readonly endedBy?: 'cancelled' | 'too-many-requests';
}

/** How many requests are under way at a time. */
const AT_ONCE = 4;

/**
 * Asks what a credential can do, as whoever has it would ask. Cancelled, or told by CARTO to wait, it gives what is known by
 * then.
 *
 * @param onAnswer told how many of how many have been answered
 * @throws Error where the account cannot be opened or the credential is gone; CartoError where no answer tells anything
 */
export async function testCredential(
  accounts: Accounts,
  node: CredentialNode,
  signal: AbortSignal,
  onAnswer: (answered: number, all: number) => void,
): Promise<TestResult> {
  const { credential } = node;
  const { baseUrl, authorization } = await callerOf(accounts, node);
  const { probes, unasked } = planFor(credential);
  const http = createAsking();
  const trials: (Trial | undefined)[] = probes.map(() => undefined);
  const failures: CartoError[] = [];
  let endedBy: TestResult['endedBy'];
  let answered = 0;

  const ask = async (index: number, probe: Probe) => {
    const failure = await failureOf(() =>
      http.sendOnly({
        method: probe.method,
        url: baseUrl + probe.path,
        headers: {
          authorization: authorization.header,
          ...(probe.referer === undefined ? {} : { referer: probe.referer }),
        },
        ...(probe.body ? { body: probe.body } : {}),
        secrets: authorization.secrets,
        signal,
      }),
    );
    if (signal.aborted) return;
    if (failure) failures.push(failure);
    if (failure?.kind === 'too-many-requests') endedBy ??= 'too-many-requests';
    trials[index] = { probe, verdict: verdictOf(probe, failure, circumstancesOf(credential)) };
    answered += 1;
    onAnswer(answered, probes.length);
  };

  const waiting = probes.entries();
  const askNext = async () => {
    // All of them take from the same.
    for (const [index, probe] of waiting) {
      if (endedBy || signal.aborted) return;
      await ask(index, probe);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, askNext));
  if (signal.aborted) endedBy = 'cancelled';

  const made = trials.filter((trial) => trial !== undefined);
  const [failure] = failures;
  if (failure && !signal.aborted && made.every(({ verdict }) => verdict.kind === 'unknown'))
    throw failure;
  return {
    trials: made,
    unasked: [
      ...unasked,
      ...probes.filter((_, index) => !trials[index]).map((probe) => leftOut(probe, 'ended')),
    ],
    ...(endedBy ? { endedBy } : {}),
  };
}

function planFor(credential: Credential): ProbePlan {
  return credential.kind === 'token' ? tokenProbes(credential) : keyProbes(credential);
}

function circumstancesOf(credential: Credential) {
  return credential.kind === 'token'
    ? { isKey: false, referers: credential.referers }
    : { isKey: true };
}

/** Where a credential is used, and how it is sent there. */
async function callerOf(
  accounts: Accounts,
  { account, credential }: CredentialNode,
): Promise<{ readonly baseUrl: string; readonly authorization: Authorization }> {
  const { carto, engine } = await accounts.access(account);
  const secret = accounts.secret(account, credential);
  if (credential.kind === 'token' && carto) {
    return { baseUrl: carto.baseUrl, authorization: bearer(secret) };
  }
  if (credential.kind === 'key' && engine) {
    return { baseUrl: engine.baseUrl, authorization: basic(engine.username, secret) };
  }
  throw new Error(vscode.l10n.t('{0} is not of the account {1}.', credential.name, account.label));
}

async function failureOf(work: () => Promise<void>): Promise<CartoError | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (isCartoError(error)) return error;
    throw error;
  }
}
