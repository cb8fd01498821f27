import { secretsInText } from "../../facts/secretsInText.ts";
import { defineRule, prose } from "../../rule.ts";

// In two parts, because packaging tools and push protection refuse files with texts that look like tokens.
const token = ["npm", "q7Rk2VbZ9xTf4Lw8Yd3Nc6Hs1Gp5Jm0Ae7Ui"].join("_");
const placeholder = ["ghp", "x".repeat(36)].join("_");

export default defineRule({
  id: "secret-in-text",
  category: "secrets",
  since: "0.1.0",
  severity: "error",
  profile: "essential",
  aliases: ["tally/secrets-in-code"],
  summary: "File holds a token or a private key",
  why: prose(
    "Everyone who can read the repository can read the credential, and every commit keeps it. In a Dockerfile it is in the image as well, where `docker history` shows it; a later `RUN rm` does not remove it.",
    "",
    "Only credentials that their form gives away are reported: tokens of AWS, GitHub, GitLab, Slack, npm, Stripe, Google and Docker Hub, and private keys.",
  ),
  instead: prose(
    "Revoke the credential first: it counts as known. Then hand it in from outside: `RUN --mount=type=secret` for builds, `secrets:` for Compose, the secret store of the CI system.",
  ),
  exceptions: "Ignored for the examples of vendors' documentation (`AKIAIOSFODNN7EXAMPLE`) and other placeholders.",
  sources: [
    "https://docs.docker.com/build/building/secrets/",
    "https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns",
  ],
  examples: {
    invalid: [
      {
        title: "The token is in the image, even in a stage that only builds.",
        files: {
          Dockerfile: `
            FROM node:24
            RUN npm config set //registry.npmjs.org/:_authToken=${token} && npm ci
          `,
        },
        underline: token,
      },
      {
        title: "A key in the environment of a service.",
        files: {
          "compose.yaml": `
            services:
              app:
                image: corp/app:1
                environment:
                  AWS_ACCESS_KEY_ID: AKIA4QF7ZKM2XWN9RTBD
          `,
        },
        underline: "AKIA4QF7ZKM2XWN9RTBD",
      },
      {
        title: "A private key that a here-document writes.",
        files: {
          Dockerfile: `
            FROM debian:13
            COPY <<EOF /root/.ssh/id_ed25519
            -----BEGIN OPENSSH PRIVATE KEY-----
            b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW
            -----END OPENSSH PRIVATE KEY-----
            EOF
          `,
        },
        underline: "-----BEGIN OPENSSH PRIVATE KEY-----",
      },
    ],
    valid: [
      {
        title: "The build gets the token from outside.",
        files: {
          Dockerfile: "FROM node:24\nRUN --mount=type=secret,id=npm,env=NPM_TOKEN npm ci\n",
        },
      },
      {
        title: "The key of the documentation.",
        files: { Dockerfile: "FROM debian:13\nENV AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\n" },
      },
      {
        title: "A placeholder.",
        files: {
          "compose.yaml": `services:\n  app:\n    image: a:1\n    environment:\n      TOKEN: ${placeholder}\n`,
        },
      },
      {
        title: "Only the header of a key.",
        files: { Dockerfile: "FROM debian:13\nRUN grep -q 'BEGIN RSA PRIVATE KEY-----' /key.pem\n" },
      },
    ],
  },
  check: {
    file(file, { report }) {
      for (const { title, text, at } of secretsInText(file)) {
        const name = text.startsWith("-") ? title : `${title} (${text.slice(0, 4)}…)`;
        report({
          at,
          message: `This is ${name}, which everyone who can read the file can use. Revoke it, and pass a new one from outside.`,
        });
      }
    },
  },
});
