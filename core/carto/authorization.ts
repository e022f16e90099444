import type { Authorization } from './api.ts';
import { base64 } from './http/base64.ts';

/** How access tokens are sent. Source: CARTO, "API Access Tokens". */
export function bearer(token: string): Authorization {
  return { header: `Bearer ${token}`, secrets: [token] };
}

/** How API keys are best sent (RFC 7617, UTF-8). Source: CARTO, "Auth API". */
export function basic(user: string, key: string): Authorization {
  const encoded = base64(`${user}:${key}`);
  return { header: `Basic ${encoded}`, secrets: [key, encoded] };
}
