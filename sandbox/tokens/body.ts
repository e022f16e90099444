import * as v from 'valibot';

const GRANT = v.strictObject({ connection_name: v.string(), source: v.string() });

const CHANGEABLE = {
  name: v.optional(v.string()),
  allowed_apis: v.optional(v.array(v.string())),
  grants: v.optional(v.array(GRANT)),
  referers: v.optional(v.array(v.string())),
};

/**
 * The body of `POST /v3/tokens`. Other properties are refused: what CARTO does with them is not documented, and a
 * misspelt restriction that is ignored would be an unrestricted token.
 */
export const NEW_TOKEN = v.strictObject({
  ...CHANGEABLE,
  expiration_date: v.optional(v.nullable(v.string())),
});

/** The body of `PATCH /v3/tokens/{token}`: everything but the expiry. */
export const TOKEN_CHANGES = v.strictObject(CHANGEABLE);

export type NewToken = v.InferOutput<typeof NEW_TOKEN>;
export type TokenChanges = v.InferOutput<typeof TOKEN_CHANGES>;
