import { createHash, generateKeyPairSync, sign, type KeyObject } from "node:crypto";

interface SigningKey {
  readonly privateKey: KeyObject;
  readonly jwk: Record<string, unknown>;
}

let made: SigningKey | undefined;

/** Made when first asked for: most runs never use OpenID, and a key of 2,048 bits takes a while. */
function signingKey(): SigningKey {
  if (made) return made;
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const { n, e } = publicKey.export({ format: "jwk" });
  const kid = createHash("sha256").update(String(n)).digest("hex").slice(0, 32);
  made = { privateKey, jwk: { kty: "RSA", e, use: "sig", kid, alg: "RS256", n } };
  return made;
}

export function publicKeys(): object {
  return { keys: [signingKey().jwk] };
}

/** An RS256 id_token with the claims given. */
export function signIdToken(claims: object): string {
  const { privateKey, jwk } = signingKey();
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const content = `${part({ kid: jwk["kid"], typ: "JWT", alg: "RS256" })}.${part(claims)}`;
  return `${content}.${sign("sha256", Buffer.from(content), privateKey).toString("base64url")}`;
}
