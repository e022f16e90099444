import { atEnd } from '../../bounded.ts';
import { isBareKey } from '../bare-key.ts';
import { fromBase64 } from '../base64.ts';
import { bindingOf } from '../binding.ts';
import { isInAnswerOfAuthApi, isInUserObject } from '../carto-objects.ts';
import type { ApiKey } from '../finding.ts';
import { FORM_PART } from '../form-part.ts';
import { isKey, isSure, isSurelyKey, isUpperKey } from '../key-shape.ts';
import { lineBefore } from '../lines.ts';
import { ENGINE_PATH } from '../marks.ts';
import {
  isApiKeyName,
  isCarto,
  isCommonName,
  isIdentifier,
  isOfCarto,
  isOtherSecret,
  isSecretName,
  wordsOf,
} from '../names.ts';
import { isPassedOn } from '../own-service.ts';
import { isInSectionOfCarto, sectionOf } from '../sections.ts';
import { siblingKind, siblingName } from '../siblings.ts';
import type { Source } from '../source.ts';
import { requestAround } from '../statement.ts';
import { isCartoHost, isOfOtherUrl, urlAt } from '../urls.ts';
import { lastName } from '../uses.ts';
import { isOfAnotherVendor } from '../vendors.ts';

/** How near CARTO must be named, in characters, for a name that any secret may have. */
const NEAR = 300;
/** And for that of an API key where nothing speaks of CARTO Engine. */
const AROUND = 600;
/** How near another vendor takes it. */
const OTHERS = 160;

/** How much around a value is read, in characters. */
const REACH = 1000;

/** Functions that a key is given to without a name. */
const AUTHENTICATES =
  /(?:^|_)(?:basic_)?auth(?:entication|enticate|enticator)?$|(?:^|_)basic$|user_pwd$/;
const CLIENTS = /api_key_auth_client|set_default_(?:credentials|context)|(?:^|_)credentials$/;

/** Keys of CARTO Engine: what has their shape, and is bound to what CARTO is given. */
export function* findApiKeys(source: Source): Generator<ApiKey> {
  const { text } = source;
  for (const { start, end } of source.candidates) {
    const length = end - start;
    if (length === 40 || length === 22) {
      const written = text.slice(start, end);
      const isOurs = isKey(written)
        ? isBound
        : // CARTO makes none in capitals, so that only a name of its own says that somebody has typed one.
          isUpperKey(written) && isNamedForCarto;
      if (!isOurs || isInPath(text, start, end)) continue;
      source.spend(REACH);
      const span = { start, end };
      if (isOurs(source, start, end, isSure(written))) {
        yield { kind: 'api-key', span, secret: written, username: usernameBefore(text, start) };
      }
    } else if (length >= SHORTEST_ENCODED && length < TOO_LONG) {
      const encoded = encodedKey(source, start, end);
      if (encoded) yield encoded;
    }
  }
}

/** How long a key is in base64, alone or behind its user's name, in characters. */
const SHORTEST_ENCODED = 30;
const TOO_LONG = 160;

/** A value that SOPS has encrypted, with what is needed to open it. */
const ENCRYPTED = atEnd(80, /\bENC\[[^\]\n]*$/);

/** A part of a form, as it is sent: its name, and behind an empty line its value. */
const FIELD = new RegExp(`form-data; name="([\\w-]{1,40})${FORM_PART}$`);

/** The most of a part of a form that is in front of its value, in characters. */
const FORM = 300;

/** A command line client of CARTO's up to the option for a key: `cartodb -u janedoe -a`, `carto-import --api-key`. */
const COMMAND =
  /(?:^|[\s"'`;&|(/$])carto(?:db)?(?:[-_.][\w.-]{1,30})?[ \t][^\n|;&]{0,300}\s(?:-a|-k|--api[-_]?key|--key)[ \t=]{1,4}["']?$/i;

/** Whether it is a part of a path, of a dotted name or of a reference to a commit. */
function isInPath(text: string, start: number, end: number): boolean {
  return (
    /[/#.@$+]/.test(text[start - 1] ?? '') || /^(?:[./][\w-]|[/(+])/.test(text.slice(end, end + 2))
  );
}

/** A parameter of a URL or a form up to its value. */
const PARAMETER = /(?:[?&][ \t]*|;)([\w-]+)=[ \t]*$/;

/** HTTP Basic up to the key, as commands and nginx write it. */
const WITH_USER =
  /(?:^|\s)(?:-u|--user|-U|-a|--auth)[\s=]*["']?[\w.@-]+["']?:["']?$|basic_auth\s+["'][\w.@-]{1,60}["'],\s*["']$/;

/** Whether a value is given to CARTO Engine as a key. */
function isBound(source: Source, start: number, end: number, isSure: boolean): boolean {
  const { text } = source;
  const before = text.slice(Math.max(0, start - 80), start);
  // What each pattern ends with is looked at first: most stand in front of nothing.
  const last = text[start - 1];
  if (before.includes('ENC[') && ENCRYPTED.test(before)) return false;
  // https://user:key@host
  if (text[end] === '@') {
    const host = /^@([\w.-]*)/.exec(text.slice(end, end + 200))?.[1] ?? '';
    return /:\/\/[^\s/@:]{1,70}:$/.test(before) && isCartoHost(host);
  }

  const field =
    last === '\n' ? FIELD.exec(text.slice(Math.max(0, start - FORM), start))?.[1] : undefined;
  if (field !== undefined)
    return isApiKeyName(wordsOf(field)) && isAmongCarto(source, start, field);
  const parameter = before.trimEnd().endsWith('=') ? PARAMETER.exec(before)?.[1] : undefined;
  if (parameter !== undefined) {
    const words = wordsOf(parameter);
    const url = urlAt(text, start);
    if (isOfCarto(words) && isSecretName(words)) return true;
    if (!isApiKeyName(words)) return isPassedOn(source, start, parameter);
    return url ? url === 'carto' : isAmongCarto(source, start, parameter);
  }
  if (/[:"']/.test(last ?? '') && WITH_USER.test(before)) {
    return (
      source.isOfEngine && !source.isNearOther(start, OTHERS) && !isSentToAnother(source, start)
    );
  }
  if (COMMAND.test(lineBefore(text, start))) return true;
  // What is made into the header of HTTP Basic.
  const user = last === ':' ? /["'`]([\w.-]{1,60}):$/.exec(before)?.[1] : undefined;
  if (user !== undefined && /["'`]/.test(text[end] ?? '')) {
    return isSure && !isIdentifier(wordsOf(user)) && source.isNearEngine(start, 1000);
  }
  return isBareKey(source, start, end) || isNamed(source, start, isSure);
}

/** Whether the name that a value is given is CARTO's own, and that of a secret. */
function isNamedForCarto(source: Source, start: number): boolean {
  const { names, isAssigned } = bindingOf(source.text, start);
  const words = wordsOf(names[0] ?? '');
  if (!isAssigned || !isSecretName(words) || isIdentifier(words)) return false;
  return isOfCarto(words) || (isApiKeyName(words) && isInSectionOfCarto(source, start) === true);
}

/** What tells a list's elements apart, in front of its value; CARTO's own elements may have a key. */
const ELEMENT_KEY = /<(?!carto(?:db)?\s)[\w.:-]{1,60}(?:\s[^<>]{0,200})?\s:?key=\{?["'{`]{0,2}$/i;

function isNamed(source: Source, start: number, isSure: boolean): boolean {
  const before = source.text.slice(Math.max(0, start - 280), start);
  if (/key=/i.test(before.slice(-7)) && ELEMENT_KEY.test(before)) return false;
  const { names, isAssigned, isItem, callee } = bindingOf(source.text, start);
  for (const name of names) {
    const words = wordsOf(name);
    // Among arguments what is in front may be another one's value.
    if (isItem && !isSecretName(words)) continue;
    if (isIdentifier(words) || isOtherSecret(words) || isOfAnotherVendor(words)) return false;
    if (isOfCarto(words) && (isSecretName(words) || (isCarto(words) && isAssigned && isSure)))
      return true;
    if (source.isSentToCarto(lastName(name))) return true;
    if (isSecretName(words)) {
      if (isCommonName(words) && isAmongCarto(source, start, name)) return true;
      return isInAnswerOfAuthApi(source, start, words) || isInUserObject(source, start, words);
    }
  }
  return callee === undefined ? isValue(source, start) : isCalled(source, start, callee);
}

/** What is named by something else than what is in front of it: its block, `variable "carto_api_key" { default = "…" }`, or a sibling. */
const VALUE = /\b(?:default|value|const|example)["']?\s{0,9}[:=>]\s{0,9}["']?$/i;

function isValue(source: Source, start: number): boolean {
  if (isInListOfCarto(source, start)) return true;
  if (!VALUE.test(source.text.slice(Math.max(0, start - 40), start))) return false;
  const section = sectionOf(source, start) ?? '';
  if (isOfCarto(section) && isSecretName(section)) return true;
  const name = siblingName(source, start);
  if (name === undefined) return false;
  const words = wordsOf(name);
  if (!isSecretName(words)) return false;
  return isOfCarto(words) || (isCommonName(words) && isAmongCarto(source, start, name));
}

/** An item of a list that is told from the others by its place only: the arguments of a service. */
const ITEM = /(?:^|\n)[ \t]{0,80}-[ \t]{1,9}["']?$/;
const ELEMENT = /<(?:constructor-arg|argument|param|arg)(?:\s+value=["']|>\s{0,40}(?:<value>)?)$/;
const ARGUMENTS = /(?:^|_)(?:arguments|args|params|parameters|constructor)$/;

function isInListOfCarto(source: Source, start: number): boolean {
  const before = source.text.slice(Math.max(0, start - 100), start);
  if (ELEMENT.test(before)) return source.isNearCarto(start, NEAR);
  if (!ITEM.test(before)) return false;
  const section = sectionOf(source, start) ?? '';
  return ARGUMENTS.test(section) && isInSectionOfCarto(source, start) === true;
}

function isCalled(source: Source, start: number, callee: string): boolean {
  const words = wordsOf(callee);
  if (isIdentifier(words) || isOfAnotherVendor(words)) return false;
  if (isOfCarto(words)) return true;
  if (CLIENTS.test(words)) return source.isOfEngine;
  if (isCommonName(words)) return isAmongCarto(source, start, callee);
  if (!AUTHENTICATES.test(words)) return false;
  return (
    source.isNearEngine(start, AROUND) || (source.isOfEngine && !source.isNearOther(start, NEAR))
  );
}

/** Whether what any secret may be called is CARTO's here. */
function isAmongCarto(source: Source, at: number, name: string): boolean {
  source.spend(REACH);
  if (source.isSentToCarto(lastName(name))) return true;
  if (source.isSentToOthers(lastName(name)) || isSentToAnother(source, at)) return false;
  if (isOfOtherUrl(source.text, at)) return false;
  const isIn = isInSectionOfCarto(source, at);
  if (isIn !== undefined) return isIn;
  if (!isApiKeyName(wordsOf(name))) return source.isNearCarto(at, NEAR) && !isOfOther(source, at);
  return source.isOfEngine ? !source.isNearOther(at, OTHERS) : source.isNearCarto(at, AROUND);
}

/** Objects of which each says whose it is, where another of them is CARTO's. */
const CARTOS_KIND =
  /\b(?:type|kind|provider|vendor|driver|service)["']?\s{0,9}[:=]\s{0,9}["']?carto/i;

function isOfOther(source: Source, at: number): boolean {
  const around = source.text.slice(Math.max(0, at - AROUND), at + AROUND);
  if (!CARTOS_KIND.test(around)) return false;
  const kind = siblingKind(source, at);
  return kind !== undefined && !isOfCarto(wordsOf(kind));
}

/** Whether it stands in a request that names a host, and none of CARTO's. */
function isSentToAnother(source: Source, at: number): boolean {
  const request = requestAround(source, at);
  if (!request) return false;
  const written = source.text.slice(request.start, request.end);
  return (
    /https?:\/\/\w/.test(written) &&
    !/carto(?:db)?\.com/i.test(written) &&
    !ENGINE_PATH.test(written)
  );
}

/** A key that is kept in base64, alone or behind its user's name. */
function encodedKey(source: Source, start: number, from: number): ApiKey | undefined {
  const { text } = source;
  source.spend(from - start);
  const end = from + (/^={0,2}/.exec(text.slice(from, from + 2))?.[0].length ?? 0);
  const [, username, secret = ''] =
    /^(?:([\w.@-]{1,60}):)?([\w-]{22}|[\w-]{40})$/.exec(fromBase64(text.slice(start, end)) ?? '') ??
    [];
  if (!isSurelyKey(secret)) return undefined;
  const isOurs = username
    ? source.isOfEngine && !source.isNearOther(start, OTHERS)
    : isNamed(source, start, false);
  return isOurs ? { kind: 'api-key', span: { start, end }, secret, username } : undefined;
}

/** The user that a key follows: `user:key`. */
function usernameBefore(text: string, start: number): string | undefined {
  if (text[start - 1] !== ':') return undefined;
  return /(?:["'`\s/])([a-z\d][\w-]{0,60}):$/i.exec(
    text.slice(Math.max(0, start - 64), start),
  )?.[1];
}
