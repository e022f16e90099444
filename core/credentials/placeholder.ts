/**
 * Words that people put where a credential goes, each too long to come up in a random one; what documentation writes with digits that look
 * like letters, "Y0uRcl1entS3cr3t"; and digits and letters in their order, as they are typed to fill a place.
 */
const FILLERS =
  /x{6}|example|placeholder|change_?me|insert|replace|api_?-?key|secret|sample|redact|hidden|removed|foobar|deadbeef|cafebabe|censored|test_?key|user_?name|cl[i1][e3]nt[s5][e3]cr[e3]t|y[o0]urcl[i1][e3]nt|[a4]cc[e3][s5][s5]t[o0]k[e3]n|0?123456789|9876543210|abcdefgh|qwerty|a1b2c3|abcdef0?123|0123456|1a2b3c/i;
/** And shorter ones. */
const SHORT_WORDS = /your|x{3}|fake|todo|dummy|token|fixme|my_?key|^(?:the[ _-]?)?key$/i;

/** What refers to another place, for a program to fill in. */
const REFERENCES =
  /\$\{|\$\(|#\{|\{\{|<%|%\(|^%[sv@]?$|^\$\w|^%\w+%$|@@\w|^__\w+__$|process\.env|os\.environ/;
/** What somebody took out. */
const REDACTED = /\*{3}|•|redact|removed|hidden|censored/i;
/** Brackets and marks that a person is to replace. */
const MARKED = /^<.*>$|^\[.*\]$|^\{.*\}$|^\(.*\)$|^\*+$|\.{3}|…/;

/** Whether something stands where a credential goes and is none: "YOUR_API_KEY", "<key>", "xxxx", "1234567890…". */
export function isPlaceholder(text: string): boolean {
  return (
    isFiller(text) ||
    SHORT_WORDS.test(text) ||
    MARKED.test(text) ||
    isReference(text) ||
    isRedacted(text)
  );
}

/** The same of what has the characters and the length of a credential. */
export function isFiller(text: string): boolean {
  return FILLERS.test(text) || isMonotonous(text);
}

/** Whether a text is for a program to fill in: `${KEY}`, `{{key}}`, `%(key)s`. */
export function isReference(text: string): boolean {
  return REFERENCES.test(text);
}

export function isRedacted(text: string): boolean {
  return REDACTED.test(text);
}

/** The longest stretch of one character in what is no placeholder. */
const LONGEST_RUN = 7;

/** Few different characters, or the same few over and over. */
function isMonotonous(text: string): boolean {
  if (/^(?:x+|0+|-+|\?+)$/i.test(text)) return true;
  if (text.length < 12) return false;
  return isOfFew(text) || hasLongRun(text) || isRepetition(text);
}

/** Most have more different characters at once, so that few are looked at. */
function isOfFew(text: string): boolean {
  let left = Math.floor(Math.min(6, text.length / 3));
  for (let at = 0; at < text.length; at += 1) {
    if (text.indexOf(text.charAt(at)) === at) left -= 1;
    if (left < 0) return false;
  }
  return true;
}

function hasLongRun(text: string): boolean {
  let [last, length] = [-1, 0];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    length = code === last ? length + 1 : 1;
    if (length > LONGEST_RUN) return true;
    last = code;
  }
  return false;
}

/** Whether a text is a shorter one several times. */
function isRepetition(text: string): boolean {
  const { length } = text;
  for (let part = 1; part <= length / 2; part += 1) {
    const mayBe = length % part === 0 && text.charCodeAt(part) === text.charCodeAt(0);
    if (mayBe && text.startsWith(text.slice(part))) return true;
  }
  return false;
}
