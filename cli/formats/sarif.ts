import { createHash } from 'node:crypto';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ArtifactLocation, Fix, Log, Notification, Region, Result, Run } from 'sarif';
import { visibleJson } from '../../core/control-characters.ts';
import type { Redactor } from '../../core/credentials/redact.ts';
import { RULES } from '../../core/inspect.ts';
import type { Range } from '../../core/problem.ts';
import type { FormatOptions } from '../formats.ts';
import { type Group, grouped } from '../groups.ts';
import type { Finding, Mend, Report, Unreadable } from '../report.ts';
import { explanations } from '../rules.ts';
import { descriptors, LEVELS } from './sarif-rules.ts';

const HOME = 'https://github.com/cartotokens/carto-tokens';
const SCHEMA =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
/** What paths are relative to, by the name that GitHub gives the top of a repository. */
const ROOT = '%SRCROOT%';

const RULE_INDEX = new Map<string, number>(RULES.map(({ id }, index) => [id, index]));

/** SARIF 2.1.0, as GitHub code scanning reads it. */
export async function sarif(
  { findings, unreadable, unchecked, redactor }: Report,
  { cwd, rulesPage, version }: FormatOptions,
): Promise<string> {
  const fingerprint = fingerprints();
  const folder: Folder = { cwd, redactor };
  const run: Run = {
    tool: {
      driver: {
        name: 'cartotoken',
        fullName: `CARTO Tokens ${version}`,
        semanticVersion: version,
        informationUri: HOME,
        rules: descriptors(await explanations(rulesPage)),
      },
    },
    invocations: [
      {
        executionSuccessful: unreadable.length === 0 && unchecked.length === 0,
        toolExecutionNotifications: [
          ...unreadable.map((file) => notification(file, 'cannot be read', folder)),
          ...unchecked.map((file) => notification(file, 'is not fully checked', folder)),
        ],
      },
    ],
    originalUriBaseIds: { [ROOT]: { uri: uriOf(`${cwd}${path.sep}`, redactor) } },
    columnKind: 'utf16CodeUnits',
    newlineSequences: ['\r\n', '\n', '\r'],
    results: grouped(findings).map((group) =>
      resultOf(group, folder, fingerprint(group.listed[0])),
    ),
  };
  const log: Log = { version: '2.1.0', $schema: SCHEMA, runs: [run] };
  // Nobody reads it as it is, and it is several times as long laid out.
  return `${visibleJson(JSON.stringify(log))}\n`;
}

function notification(file: Unreadable, what: string, folder: Folder): Notification {
  return {
    level: 'error',
    message: { text: `${file.path} ${what}: ${file.reason}` },
    locations: [{ physicalLocation: { artifactLocation: locationOf(file, folder) } }],
  };
}

/** What paths are relative to, and what they must not repeat. */
interface Folder {
  readonly cwd: string;
  readonly redactor: Redactor;
}

/** Of a credential in many places the first is where it is, and the others that are listed are related to it. */
function resultOf(
  { listed: [finding, ...others], places, files }: Group,
  folder: Folder,
  fingerprint: string,
): Result {
  const { rule, severity, message, range } = finding;
  const artifactLocation = locationOf(finding, folder);
  const inFiles = files === 1 ? '1 file' : `${files} files`;
  const all = places > 1 ? ` It stands in ${places} places, in ${inFiles}.` : '';
  const fixes = finding.fixes().map((fix) => fixOf(fix, artifactLocation));
  return {
    ruleId: rule,
    ruleIndex: RULE_INDEX.get(rule) ?? -1,
    level: LEVELS[severity],
    message: { text: `${message}${all}` },
    locations: [{ physicalLocation: { artifactLocation, region: regionOf(range) } }],
    ...(places > 1
      ? {
          occurrenceCount: places,
          relatedLocations: others.map((other) => ({
            physicalLocation: {
              artifactLocation: locationOf(other, folder),
              region: regionOf(other.range),
            },
          })),
        }
      : {}),
    partialFingerprints: { 'cartotokenFinding/v1': fingerprint },
    ...(fixes.length > 0 ? { fixes } : {}),
  };
}

function fixOf({ title, edits }: Mend, artifactLocation: ArtifactLocation): Fix {
  const replacements = edits.map(({ range, newText }) => ({
    deletedRegion: regionOf(range),
    ...(newText === '' ? {} : { insertedContent: { text: newText } }),
  }));
  return { description: { text: title }, artifactChanges: [{ artifactLocation, replacements }] };
}

/** Lines and columns from 1, as SARIF counts; the end is exclusive there, too. */
function regionOf({ start, end }: Range): Region {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

/** A path of the report; one that leads out of the folder is not relative to it in SARIF. */
function locationOf(
  { path: relative, isPathRedacted }: Pick<Finding, 'path' | 'isPathRedacted'>,
  { cwd, redactor }: Folder,
): ArtifactLocation {
  const description = isPathRedacted ? { description: { text: REDACTED } } : {};
  if (relative.startsWith('../') || path.isAbsolute(relative)) {
    return { uri: uriOf(path.resolve(cwd, relative), redactor), ...description };
  }
  const uri = relative
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  return { uri, uriBaseId: ROOT, ...description };
}

/** What is said of a URI that leads nowhere. */
const REDACTED = 'The path is shortened: what looks like a credential stands in it.';

/** The URI of an absolute path: redacted before it is encoded. */
function uriOf(file: string, redactor: Redactor): string {
  return pathToFileURL(redactor.redact(file)).href;
}

/**
 * Says by which hash findings are known again in a later run: by what they say of which file, and how many of the same stand
 * above. The line is no part of it, so that what moves stays the same.
 */
function fingerprints(): (finding: Finding) => string {
  const counts = new Map<string, number>();
  return ({ rule, path, message, fingerprint }) => {
    const same = [rule, path, fingerprint ?? message].join('\0');
    const count = (counts.get(same) ?? 0) + 1;
    counts.set(same, count);
    return createHash('sha256').update(`${same}\0${count}`).digest('hex');
  };
}
