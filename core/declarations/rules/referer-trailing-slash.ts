import { insertAfter } from '../../json/edits.ts';
import type { Observation } from '../../problem.ts';
import { shown } from '../../wording.ts';
import type { RefererEntry } from '../declaration.ts';
import { replacement } from '../fixes.ts';
import type { DeclarationRule } from '../rule.ts';

/**
 * Browsers send an origin with its trailing slash, and a referer must match what is sent.
 * Source: CARTO, "API Access Tokens", Referers (the user manual; CARTO's agent skill says the opposite, hence the
 * setting).
 */
export const refererTrailingSlash = {
  id: 'referer-trailing-slash',
  severity: 'warning',
  finds: 'a referer without the slash that browsers send (or with it, as the setting says)',
  *check({ text, referers }, { trailingSlash }) {
    const origins = referers.filter(
      ({ reads }) => reads.kind === 'url' && !reads.isWildcard && reads.path.length <= 1,
    );
    const listed = new Set(origins.map(({ value }) => value));
    for (const referer of origins) {
      const hasSlash = referer.value.endsWith('/');
      if (trailingSlash === 'both') {
        const twin = hasSlash ? referer.value.slice(0, -1) : `${referer.value}/`;
        if (!listed.has(twin)) yield alone(referer, twin, text);
      } else if (trailingSlash === 'forbid') {
        if (hasSlash) yield superfluous(referer);
      } else if (!hasSlash) {
        yield lacking(referer);
      }
    }
  },
} as const satisfies DeclarationRule;

function lacking(referer: RefererEntry): Observation {
  const origin = shown(referer.value);
  const { end } = referer.span;
  return {
    span: referer.span,
    message:
      `Browsers send "${origin}/", with a trailing slash, so this referer never matches and the site gets ` +
      `403 "Unauthorized referer". Write "${origin}/".`,
    fixes: () => [
      {
        title: `Add the trailing slash: ${origin}/`,
        confidence: 'safe',
        edits: [{ span: { start: end, end }, newText: '/' }],
      },
    ],
  };
}

function superfluous(referer: RefererEntry): Observation {
  const without = referer.value.slice(0, -1);
  return {
    span: referer.span,
    message:
      `"${shown(referer.value)}" ends in a slash, and the setting cartotoken.referers.trailingSlash forbids it. ` +
      `Write "${shown(without)}".`,
    fixes: () => [
      replacement(referer, without, 'safe', `Remove the trailing slash: ${shown(without)}`),
    ],
  };
}

function alone(referer: RefererEntry, twin: string, text: string): Observation {
  return {
    span: referer.span,
    message:
      `"${shown(referer.value)}" stands alone, and the setting cartotoken.referers.trailingSlash wants both ways of writing: ` +
      `add "${shown(twin)}".`,
    fixes: () => [
      {
        title: `Add its twin: ${shown(twin)}`,
        confidence: 'safe',
        edits: [insertAfter(text, referer.node, twin)],
      },
    ],
  };
}
