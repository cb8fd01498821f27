/** A kind of credential that is recognised by its form alone. */
export interface SecretShape {
  readonly title: string;
  /** The whole credential; at its beginning and end no letter, digit or `_`. */
  readonly pattern: string;
  readonly source: string;
}

const patternsPage =
  "https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns";

export const secretShapes: readonly SecretShape[] = [
  {
    title: "an AWS access key",
    pattern: "(?:AKIA|ASIA)[0-9A-Z]{16}",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
  },
  {
    title: "a GitHub token",
    pattern: "gh[pousr]_[A-Za-z0-9]{36}",
    source: "https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/",
  },
  { title: "a GitHub token", pattern: "github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}", source: patternsPage },
  { title: "a GitLab token", pattern: "glpat-[A-Za-z0-9_-]{20,}", source: "https://docs.gitlab.com/security/tokens/" },
  { title: "a Slack token", pattern: "xox[abprs]-[0-9]{8,}-[A-Za-z0-9-]{16,}", source: patternsPage },
  { title: "an npm token", pattern: "npm_[A-Za-z0-9]{36}", source: patternsPage },
  { title: "a Stripe key", pattern: "[sr]k_live_[A-Za-z0-9]{24,}", source: "https://docs.stripe.com/keys" },
  { title: "a Google API key", pattern: "AIza[0-9A-Za-z_-]{35}", source: patternsPage },
  { title: "a Docker Hub token", pattern: "dckr_pat_[A-Za-z0-9_-]{20,}", source: patternsPage },
];
