import picocolors from 'picocolors';
import { parseSource } from '../../core/carto/sources.ts';
import type { Token } from '../../core/carto/tokens-api.ts';
import { visible } from '../../core/control-characters.ts';
import { parseDateTime } from '../../core/declarations/date-time.ts';
import { shown as shortened } from '../../core/wording.ts';
import type { TokenFormatOptions } from '../tokens.ts';
import type { TokenList } from './list.ts';

type Paint = ReturnType<typeof picocolors.createColors>;

/** For people: a block for each token, a summary at the end. */
export function text(
  { host, tokens }: TokenList,
  { colours, showsValues, now }: TokenFormatOptions,
): string {
  const paint = picocolors.createColors(colours);
  const blocks = tokens.map((token) => {
    const lines = [
      ['APIs', listed(token.allowed_apis, 'none')],
      ['Grants', grantsOf(token)],
      ['Referers', listed(token.referers, 'any website')],
      ['Expires', expiryOf(token, now, paint)],
      ['Created', token.created_at ? moment(token.created_at) : UNKNOWN],
      ...(showsValues ? [['Token', visible(token.token)]] : []),
    ];
    const heading = paint.bold(token.name ? shown(token.name) : '(without a name)');
    const body = lines.map(([label = '', value]) => `  ${paint.gray(label.padEnd(8))}  ${value}\n`);
    return `${heading}\n${body.join('')}\n`;
  });
  const expired = tokens.filter((token) => isExpired(token, now)).length;
  const count = tokens.length === 0 ? 'No' : tokens.length;
  const noun = tokens.length === 1 ? 'token' : 'tokens';
  return `${blocks.join('')}${count} ${noun} at ${shown(host)}${expired > 0 ? `, ${expired} expired` : ''}.\n`;
}

/** What the server did not say. */
const UNKNOWN = 'unknown';

/** A value of the server's on a terminal: short, without credentials, and unable to play tricks. */
function shown(value: string): string {
  return visible(shortened(value));
}

function listed(values: readonly string[] | null | undefined, none: string): string {
  if (!values) return UNKNOWN;
  return values.length === 0 ? none : values.map(shown).join(', ');
}

/** "3 on carto_dw, 1 on lake (all sources)" */
function grantsOf({ grants }: Token): string {
  if (!grants) return UNKNOWN;
  const connections = [...new Set(grants.map(({ connection_name }) => connection_name))];
  const parts = connections.map((connection) => {
    const own = grants.filter(({ connection_name }) => connection_name === connection);
    const isUnrestricted = own.some(({ source }) => parseSource(source).kind === 'all-sources');
    return `${own.length} on ${shown(connection)}${isUnrestricted ? ' (all sources)' : ''}`;
  });
  return parts.join(', ') || 'none';
}

function expiryOf(token: Token, now: number, paint: Paint): string {
  // Without a date a token never expires. Source: CARTO, "API Access Tokens".
  if (!token.expiration_date) return 'never';
  const date = moment(token.expiration_date);
  return isExpired(token, now) ? paint.red(`expired on ${date}`) : date;
}

function isExpired({ expiration_date }: Token, now: number): boolean {
  const date = parseDateTime(expiration_date ?? '');
  return date !== undefined && date.getTime() <= now;
}

/** A date-time in UTC to the minute; as it is where it cannot be read. */
function moment(dateTime: string): string {
  const date = parseDateTime(dateTime);
  return date ? `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC` : shown(dateTime);
}
