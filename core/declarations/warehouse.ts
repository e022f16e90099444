/**
 * Whether a connection is known to be to BigQuery. Only CARTO's own warehouse is known by its name; what the account
 * says of the others is not known here, so their tables are quoted as their names suggest.
 */
export function isBigQuery(connection: string | undefined): boolean {
  return connection === 'carto_dw';
}
