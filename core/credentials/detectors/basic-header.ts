import { fromBase64 } from '../base64.ts';
import type { ApiKey } from '../finding.ts';
import { isKey } from '../key-shape.ts';
import type { Source } from '../source.ts';

/** The header of HTTP Basic, of which base64 hides nothing. */
const BASIC = /(?<![\w-])Basic[\s"'`:+]{1,9}([A-Za-z\d+/_-]{20,400}={0,2})/gi;

/** Keys in headers of HTTP Basic, in texts that have to do with CARTO Engine. */
export function* findBasicHeaders(source: Source): Generator<ApiKey> {
  for (const { index, 0: header, 1: encoded = '' } of source.text.matchAll(BASIC)) {
    const [, username, secret = ''] =
      /^([^:]{1,100}):([\w-]{22,40})$/.exec(fromBase64(encoded) ?? '') ?? [];
    if (!isKey(secret) || !source.isOfEngine || source.isNearOther(index, 160)) continue;
    const end = index + header.length;
    yield { kind: 'api-key', span: { start: end - encoded.length, end }, secret, username };
  }
}
