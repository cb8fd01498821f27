/**
 * Words in a name of a variable that promise a credential, as BuildKit's check SecretsUsedInArgOrEnv has them, with
 * `_PSW`, which Jenkins writes.
 * https://github.com/moby/buildkit/blob/master/frontend/dockerfile/dockerfile2llb/convert.go
 */
const promising =
  /(?:_|^)(?:apikey|api_key|auth|credentials?|key|password|pword|passwd|psw|secret|token|passphrase)(?:_|$)/i;

/** Names of credentials that hold no such word where BuildKit looks for it. */
const exact =
  /^(?:AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|GITHUB_TOKEN|GH_TOKEN|NPM_TOKEN|NODE_AUTH_TOKEN|SECRET_KEY_BASE|RAILS_MASTER_KEY|MYSQL_PWD|PGPASSWORD|DOCKER_AUTH_CONFIG)$/;

/** Words that make something else of it: the place of a secret, a public key, a setting about tokens. */
const harmless =
  /(?:_|^)(?:public|file|files|path|dir|directory|folder|version|alias|name|names|id|enabled|disabled|enable|disable|prompt|sock|url|uri|host|port|type|length|ttl|expiry|expire|expires|expiration|algorithm|alg|manager|required|header|bytes|size|module|fingerprint|gpg|user|username|users|email|mode|method|provider|server|endpoint|service|issuer|audience|realm|policy|plugin|backend|store|keyring|format|cookie|timeout|label|count|limit|max|min|num|prefix|suffix|rotate|rotation|check|checksum|sha|sha1|sha256|sha512|md5|hash|placeholder|example)(?:_|$)/i;

/** `Filters__0__Key` is a path into a configuration of .NET, whose entries have keys and values. */
const isEntryOfList = /__key$/i;

/** True for a name that promises a credential itself. */
export function isSecretName(name: string): boolean {
  return exact.test(name) || (promising.test(name) && !harmless.test(name) && !isEntryOfList.test(name));
}
